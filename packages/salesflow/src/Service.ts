/** The service that every Salesflow operation needs, without the layers that provide it. */
import type { Vendor } from "@salesbridge/core"
import * as Context from "effect/Context"

/** Salesflow with one set of credentials. */
export class Salesflow extends Context.Service<Salesflow, Vendor.Vendor>()("@salesbridge/salesflow/Salesflow") {}
