/** The service that every Salesloft operation needs, without the layers that provide it. */
import type { Vendor } from "@salesbridge/core"
import * as Context from "effect/Context"

/** Salesloft with one set of credentials. */
export class Salesloft extends Context.Service<Salesloft, Vendor.Vendor>()("@salesbridge/salesloft/Salesloft") {}
