/** Replacements, by operation, for details that a vendor's API reference leaves open. */
import * as HttpSyntax from "./HttpSyntax.ts"
import { isMethod, type Method, methodProblem } from "./Method.ts"
import type { InputIssue } from "./VendorError.ts"

/** Replaces details that the vendor's API reference leaves open, until a release settles them. */
export interface Override {
  readonly method?: Method | undefined
  /** An origin, such as `https://app.salesflow.io`. */
  readonly baseUrl?: string | undefined
  /** A full path with the operation's placeholders. */
  readonly path?: string | undefined
}

/** An object by operation id, or a list of pairs with the operation itself. */
export type Overrides<OperationId extends string = string> =
  | { readonly [id in OperationId]?: Override | undefined }
  | ReadonlyArray<readonly [operation: OperationId | { readonly id: OperationId }, override: Override]>

const isList = (overrides: Overrides): overrides is Extract<Overrides, ReadonlyArray<unknown>> =>
  Array.isArray(overrides)

/** All overrides by operation id. The last one for an operation wins. */
export const byId = (overrides: Overrides = {}): { readonly [id: string]: Override | undefined } =>
  isList(overrides)
    ? Object.fromEntries(overrides.map(([of, override]) => [typeof of === "string" ? of : of.id, override]))
    : overrides

/** What would send requests to another place than an override states, or prevent sending. */
export const issuesOf = ({ method, path }: Override): ReadonlyArray<InputIssue> => {
  const issues: Array<InputIssue> = []
  if (method !== undefined && !isMethod(method)) {
    issues.push({ path: "override.method", problem: methodProblem })
  }
  if (path !== undefined && !HttpSyntax.isPath(path)) {
    issues.push({ path: "override.path", problem: HttpSyntax.pathProblem })
  }
  return issues
}
