/** From a method and a path to an operation and what stands in its path. Fixed segments win over names. */
import type { Operation } from "./Specification.ts"

interface Branch {
  readonly fixed: Map<string, Branch>
  named: Branch | undefined
  readonly operations: Map<string, { readonly operation: Operation; readonly names: ReadonlyArray<string> }>
}

export type Found =
  | { readonly operation: Operation; readonly path: Readonly<Record<string, string>> }
  /** The path is known, with other methods only; empty where it is not known at all. */
  | { readonly operation: undefined; readonly methods: ReadonlyArray<string> }

const branch = (): Branch => ({ fixed: new Map(), named: undefined, operations: new Map() })

/** What finds the operations of a specification. */
export const router = (operations: ReadonlyArray<Operation>): ((method: string, path: string) => Found) => {
  const root = branch()
  for (const operation of operations) {
    const names: Array<string> = []
    let at = root
    for (const segment of segments(operation.path)) {
      const name = /^\{(.+)\}$/.exec(segment)?.[1]
      if (name === undefined) {
        if (!at.fixed.has(segment)) at.fixed.set(segment, branch())
        at = at.fixed.get(segment)!
      } else {
        names.push(name)
        at = at.named ??= branch()
      }
    }
    at.operations.set(operation.method, { operation, names })
  }
  return (method, path) => {
    const parts = segments(path)
    const methods = new Set<string>()
    const find = (at: Branch, index: number, values: ReadonlyArray<string>): Found | undefined => {
      const part = parts[index]
      if (part === undefined) {
        const found = at.operations.get(method)
        for (const other of at.operations.keys()) methods.add(other)
        if (found === undefined) return undefined
        return {
          operation: found.operation,
          path: Object.fromEntries(found.names.map((name, position) => [name, decode(values[position]!)]))
        }
      }
      const fixed = at.fixed.get(part)
      return (
        (fixed && find(fixed, index + 1, values)) ??
        (at.named && part !== "" ? find(at.named, index + 1, [...values, part]) : undefined)
      )
    }
    return find(root, 0, []) ?? { operation: undefined, methods: [...methods] }
  }
}

const segments = (path: string): ReadonlyArray<string> => path.replace(/^\//, "").replace(/\/$/, "").split("/")

const decode = (segment: string): string => {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
