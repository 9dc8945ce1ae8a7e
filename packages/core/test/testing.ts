/** Test helpers for the vendor packages. They are not published. */
export { type Against, against, failure, outcome } from "./against.ts"
export { bundle } from "./bundle.ts"
export { promiseMatrix, type Untyped } from "./promiseMatrix.ts"
export { decodingMatrix } from "./decodingMatrix.ts"
export * as Recorder from "./Recorder.ts"
export { runShown } from "./runExample.ts"
export { type Options, statusMatrix } from "./statusMatrix.ts"
