/** The service that every Salesloft operation needs, without its layers. */
import type { Vendor } from "@salesbridge/core"
import * as Context from "effect/Context"

/** Salesloft with one set of credentials. */
export class Salesloft extends Context.Service<Salesloft, Vendor.Vendor>()("@salesbridge/salesloft/Salesloft") {}
