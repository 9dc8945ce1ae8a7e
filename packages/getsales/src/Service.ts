/** The service that every GetSales.io operation needs, without its layers. */
import type { Vendor } from "@salesbridge/core"
import * as Context from "effect/Context"

/** GetSales.io with one set of credentials. */
export class GetSales extends Context.Service<GetSales, Vendor.Vendor>()("@salesbridge/getsales/GetSales") {}
