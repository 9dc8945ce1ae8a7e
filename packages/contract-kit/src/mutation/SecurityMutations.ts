/** Mutations of the security in a specification. */
import { type JsonObject, listOr, objectOr } from "@salesbridge/openapi/Json"
import type { Writable } from "./SchemaNodes.ts"
import { specDraftAt, type SpecificationDraft, type Target } from "./SpecificationDraft.ts"

const schemesIn = (document: Writable) => (document["components"] as Writable)["securitySchemes"] as Writable

export function* securityMutations({ document, node }: Target): Generator<SpecificationDraft> {
  const required = listOr(node["security"])
  const used = [...new Set(required.flatMap((_) => Object.keys(objectOr(_))))]
  if (used.length === 0) return
  const draft = specDraftAt("security", "security", { part: "security" })
  yield draft("is not needed", (operation) => (operation["security"] = []))
  yield draft("may be left out", (operation) => (operation["security"] = [...required, {}]))
  yield draft("needs another credential, too", (operation, _, copy) => {
    schemesIn(copy)["added"] = { type: "apiKey", in: "header", name: "x-added" }
    operation["security"] = required.map((one) => ({ ...(one as JsonObject), added: [] }))
  })
  const schemes = objectOr(objectOr(document["components"])["securitySchemes"])
  for (const key of used) yield* schemeMutations(key, objectOr(schemes[key]))
}

function* schemeMutations(key: string, given: JsonObject): Generator<SpecificationDraft> {
  const draft = specDraftAt("security", `security ${key}`, { part: "security" })
  const scheme = (change: string, other: JsonObject) =>
    draft(change, (_, __, copy) => {
      schemesIn(copy)[key] = { ...other }
    })
  if (given["type"] === "apiKey") {
    const to = given["in"] === "query" ? "header" : "query"
    yield scheme("has another name", { ...given, name: `${String(given["name"])}-renamed` })
    yield scheme(`is in ${to}`, { ...given, in: to })
  } else {
    yield scheme("is of the scheme basic", { type: "http", scheme: "basic" })
    yield scheme("is a key in the query", { type: "apiKey", in: "query", name: "key" })
  }
}
