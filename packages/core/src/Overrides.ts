/** What replaces what a vendor's document leaves unsettled, operation by operation. */
import type { Override } from "./CallOptions.ts"

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
