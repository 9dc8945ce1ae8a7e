/** The options of the third witness, agreement. */
import type { Vendor } from "@salesbridge/core"
import type { OpenApi } from "@salesbridge/openapi/Specification"

/** What the operations are compared with, and how. */
export interface Options {
  readonly definition: Vendor.Definition
  readonly spec: OpenApi
  /** The seed of generated values. Equal seeds give equal values. */
  readonly seed: string
  /** The number of values generated for each schema. Default: 30. */
  readonly runs?: number
}
