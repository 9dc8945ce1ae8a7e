/** What replaces what a vendor's document leaves unsettled, operation by operation. */
import type { Method } from "./Method.ts"

/** Replaces what a vendor's document leaves unsettled, until a release settles it. */
export interface Override {
  readonly method?: Method
  /** An origin, such as `https://app.salesflow.io`. */
  readonly baseUrl?: string
  /** A whole path with the operation's placeholders. */
  readonly path?: string
}

/** By the id of the operation, or beside the operation itself. */
export type Overrides<OperationId extends string = string> =
  | { readonly [id in OperationId]?: Override | undefined }
  | ReadonlyArray<readonly [operation: OperationId | { readonly id: OperationId }, override: Override]>

const isList = (overrides: Overrides): overrides is Extract<Overrides, ReadonlyArray<unknown>> =>
  Array.isArray(overrides)

/** The same by id. Of several for one operation, the last stands. */
export const byId = (overrides: Overrides = {}): { readonly [id: string]: Override | undefined } =>
  isList(overrides)
    ? Object.fromEntries(overrides.map(([of, override]) => [typeof of === "string" ? of : of.id, override]))
    : overrides
