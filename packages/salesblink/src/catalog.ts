/** Every SalesBlink operation, in the order of the vendor's document. */
import { Catalog } from "@salesbridge/core"
import * as resources from "./resources.ts"

export { definition } from "./Definition.ts"

export const catalog = Catalog.make(resources)
