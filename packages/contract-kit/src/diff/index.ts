/**
 * Reports what changed for users between two versions of a vendor's catalog or specification. Each version is described
 * as plain JSON, which can be stored, and two descriptions are compared field by field.
 */
export type { Change, Kind } from "./Change.ts"
export { compareCatalogs } from "./compareOperations.ts"
export { compareSpecs } from "./compareSpecs.ts"
export { describe as describeOperation, type OperationDescription } from "./OperationDescription.ts"
export { describe as describeSpec, type SpecDescription } from "./SpecDescription.ts"
