/** What the third witness is given. */
import type { Vendor } from "@salesbridge/core"
import type { OpenApi } from "@salesbridge/openapi/Specification"

/** What both sides are compared with. */
export interface Options {
  readonly definition: Vendor.Definition
  readonly spec: OpenApi
  /** Where the made-up values start; the same seed makes the same values. */
  readonly seed: string
  /** How many values each schema is tried with. Default: 30. */
  readonly runs?: number
}
