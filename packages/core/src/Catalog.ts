/** Collects all operations of a vendor from the modules of its resources. */
import type { Any } from "./Operation.ts"

/** The sources of a vendor's operations, and the operations in them that the package does not have. */
export interface Coverage {
  /** The date on which the sources were read, as YYYY-MM-DD. */
  readonly lookedAt: string
  readonly sources: ReadonlyArray<string>
  /** What the sources describe and the package lacks, with the reason. */
  readonly missing: ReadonlyArray<{ readonly what: string; readonly why: string }>
}

/** Modules of a vendor's package by name, as `import * as resources` gives them. */
export type Resources = { readonly [resource: string]: object }

/** The operations that these modules export. */
export type OperationOf<R extends Resources> = {
  [M in keyof R]: Extract<R[M][keyof R[M]], Any>
}[keyof R]

/** The ids of these operations. */
export type IdOf<R extends Resources> = OperationOf<R>["id"]

/** Whether a member of a module is an operation. */
export const isOperation = (member: unknown): member is Any =>
  typeof member === "function" && "id" in member && "withResponse" in member

/**
 * The operations in the order of their declarations, resource after resource. The resources in `order` come first, then
 * the others in alphabetical order.
 */
export const make = <R extends Resources>(
  resources: R,
  order: ReadonlyArray<keyof R> = []
): ReadonlyArray<OperationOf<R>> => {
  const names = new Set<keyof R>([...order, ...Object.keys(resources).toSorted()])
  const operations = [...names].flatMap((name) =>
    Object.values(resources[name]!)
      .filter(isOperation)
      .toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0))
  )
  return [...new Set(operations)] as unknown as ReadonlyArray<OperationOf<R>>
}
