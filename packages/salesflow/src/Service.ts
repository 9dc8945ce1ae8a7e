/** The service that every Salesflow operation needs, without its layers. */
import type { Vendor } from "@salesbridge/core"
import * as Context from "effect/Context"

/** Salesflow with one set of credentials. */
export class Salesflow extends Context.Service<Salesflow, Vendor.Vendor>()("@salesbridge/salesflow/Salesflow") {}
