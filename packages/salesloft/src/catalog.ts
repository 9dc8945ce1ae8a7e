/** Every Salesloft operation: those of the vendor's document, which sorts them by title, then those from outside it. */
import { Catalog } from "@salesbridge/core"
import * as resources from "./resources.ts"

export { definition } from "./Definition.ts"

const operations = Catalog.make(resources)
const title = ({ source }: { readonly source: string }) => source.toLowerCase()

export const catalog = [
  ...operations.filter(({ provenance }) => provenance === undefined).toSorted((a, b) => (title(a) < title(b) ? -1 : 1)),
  ...operations.filter(({ provenance }) => provenance !== undefined)
]
