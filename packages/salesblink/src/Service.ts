/** The service that every SalesBlink operation needs, without its layers. */
import type { Vendor } from "@salesbridge/core"
import * as Context from "effect/Context"

/** SalesBlink with one set of credentials. */
export class SalesBlink extends Context.Service<SalesBlink, Vendor.Vendor>()("@salesbridge/salesblink/SalesBlink") {}
