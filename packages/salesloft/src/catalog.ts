/** Every Salesloft operation: those of the API reference, sorted by title, then those from other sources. */
import { Catalog } from "@salesbridge/core"
import * as resources from "./resources.ts"

export { definition } from "./Definition.ts"

/** The sources of the operations, and those that have no function; `Salesloft.request` can send any of those. */
export const coverage: Catalog.Coverage = {
  lookedAt: "2026-11-28",
  sources: [
    "the API reference of a connector, whose operations count as documented here",
    "Salesloft's official OpenAPI description, as public copies have it",
    "https://developer.salesloft.com/docs/api, and what public clients and connectors send and have recorded"
  ],
  missing: [
    {
      what: "searches, counts, cadence statistics, profiles, custom roles, account team members and their roles, external ids, plays, requests, missing tags of emails",
      why: "no public source shows the fields of their responses"
    },
    {
      what: "redaction and soft deletion of people and accounts, the right to be forgotten",
      why: "no public source shows their inputs, and they cannot be undone"
    },
    { what: "bulk rescheduling of tasks, and reschedule links", why: "no public source shows their inputs" }
  ]
}

const operations = Catalog.make(resources)
const title = ({ source }: { readonly source: string }) => source.toLowerCase()

/** An operation of the catalog. */
export type CatalogOperation = Catalog.OperationOf<typeof resources>

export const catalog: ReadonlyArray<CatalogOperation> = [
  ...operations.filter(({ provenance }) => provenance === undefined).toSorted((a, b) => (title(a) < title(b) ? -1 : 1)),
  ...operations.filter(({ provenance }) => provenance !== undefined)
]
