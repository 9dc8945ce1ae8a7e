/**
 * Finds the operation for a method and path, and the path's parameters. Fixed segments win over segments with fixed text
 * and parameters, and these over parameters alone.
 */
import type { Operation } from "./Specification.ts"

interface Branch {
  readonly fixed: Map<string, Branch>
  /** Such as `{id}.csv`. The most fixed text first. */
  readonly mixed: Array<{ readonly segment: string; readonly pattern: RegExp; readonly branch: Branch }>
  named: Branch | undefined
  readonly operations: Map<string, { readonly operation: Operation; readonly names: ReadonlyArray<string> }>
}

export type Found =
  | { readonly operation: Operation; readonly path: Readonly<Record<string, string>> }
  /** The methods of a known path; empty for an unknown one. */
  | { readonly operation: undefined; readonly methods: ReadonlyArray<string> }

const branch = (): Branch => ({ fixed: new Map(), mixed: [], named: undefined, operations: new Map() })

/** Creates the function that finds an operation. */
export const router = (operations: ReadonlyArray<Operation>): ((method: string, path: string) => Found) => {
  const root = branch()
  const add = (path: string, operation: Operation) => {
    const names: Array<string> = []
    const leaf = segments(path).reduce((at, segment) => {
      const found = [...segment.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name!)
      names.push(...found)
      return next(at, segment, found)
    }, root)
    if (!leaf.operations.has(operation.method)) leaf.operations.set(operation.method, { operation, names })
  }
  for (const operation of operations) add(operation.path, operation)
  // A path of the specification wins over another with a server's prefix.
  for (const operation of operations) for (const prefix of operation.prefixes) add(prefix + operation.path, operation)
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

/** The branch of a segment with these names, added if it is new. */
const next = (at: Branch, segment: string, names: ReadonlyArray<string>): Branch => {
  if (names.length === 0) {
    const key = decode(segment)
    const found = at.fixed.get(key) ?? branch()
    at.fixed.set(key, found)
    return found
  }
  const plain = segment.replaceAll(/\{[^{}]+\}/g, "{}")
  if (plain === "{}") return (at.named ??= branch())
  const known = at.mixed.find((_) => _.segment === plain)
  if (known !== undefined) return known.branch
  const texts = plain.split("{}").map((text) => `(?:${literal(text)}|${literal(encodeURIComponent(text))})`)
  const made = { segment: plain, pattern: new RegExp(`^${texts.join("(.+?)")}$`), branch: branch() }
  at.mixed.push(made)
  at.mixed.sort((one, other) => other.segment.length - one.segment.length)
  return made.branch
}

const literal = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)

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
  const fixed = at.fixed.get(decode(part))
  const found = fixed && find(fixed, parts, index + 1, values, suits)
  if (found !== undefined || part === "") return found
  const before = values.length
  for (const { branch, pattern } of at.mixed) {
    const read = pattern.exec(part)
    if (read === null) continue
    values.push(...read.slice(1))
    const mixed = find(branch, parts, index + 1, values, suits)
    if (mixed !== undefined) return mixed
    values.length = before
  }
  if (at.named === undefined) return undefined
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
