/** Finds the operation for a method and path, and the path's parameters. Fixed segments win over parameters. */
import type { Operation } from "./Specification.ts"

interface Branch {
  readonly fixed: Map<string, Branch>
  named: Branch | undefined
  readonly operations: Map<string, { readonly operation: Operation; readonly names: ReadonlyArray<string> }>
}

export type Found =
  | { readonly operation: Operation; readonly path: Readonly<Record<string, string>> }
  /** The methods of a known path; empty for an unknown one. */
  | { readonly operation: undefined; readonly methods: ReadonlyArray<string> }

const branch = (): Branch => ({ fixed: new Map(), named: undefined, operations: new Map() })

/** Creates the function that finds an operation. */
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
    const values: Array<string> = []
    const leaf = find(root, parts, 0, values, (branch) => branch.operations.has(method))
    const found = leaf?.operations.get(method)
    if (found === undefined) {
      const methods = new Set<string>()
      find(root, parts, 0, [], ({ operations }) => {
        for (const other of operations.keys()) methods.add(other)
        return false
      })
      return { operation: undefined, methods: [...methods] }
    }
    const named: Record<string, string> = {}
    for (let index = 0; index < found.names.length; index++) named[found.names[index]!] = decode(values[index]!)
    return { operation: found.operation, path: named }
  }
}

/** The first matching branch at the end of these segments. Writes the parameters to `values`. */
const find = (
  at: Branch,
  parts: ReadonlyArray<string>,
  index: number,
  values: Array<string>,
  suits: (branch: Branch) => boolean
): Branch | undefined => {
  const part = parts[index]
  if (part === undefined) return suits(at) ? at : undefined
  const fixed = at.fixed.get(part)
  const found = fixed && find(fixed, parts, index + 1, values, suits)
  if (found !== undefined || at.named === undefined || part === "") return found
  values.push(part)
  const named = find(at.named, parts, index + 1, values, suits)
  if (named === undefined) values.pop()
  return named
}

const segments = (path: string): ReadonlyArray<string> =>
  path.slice(path.startsWith("/") ? 1 : 0, path.length > 1 && path.endsWith("/") ? -1 : undefined).split("/")

const decode = (segment: string): string => {
  if (!segment.includes("%")) return segment
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
