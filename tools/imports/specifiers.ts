/**
 * Finds every module that a source file imports: import and export declarations, including type-only ones,
 * `import("x")` as a call and as a type, `require`, `require.resolve` and `import.meta.resolve`.
 *
 * Parsed with oxc-parser, because the TypeScript 7 compiler does not have an API for it.
 */
import { parseSync, Visitor, type Expression, type Argument } from "oxc-parser"

export interface Specifier {
  /** The module's name, or undefined if it is computed at run time. */
  readonly value: string | undefined
  readonly line: number
  /** The names imported from the module: `*` for all of it. */
  readonly names: ReadonlyArray<string>
}

const literal = (node: Expression | Argument | undefined): string | undefined => {
  if (node?.type === "Literal" && typeof node.value === "string") return node.value
  if (node?.type === "TemplateLiteral" && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined
  return undefined
}

const nameOf = (node: { readonly type: string; readonly name?: unknown; readonly value?: unknown }): string =>
  String(node.type === "Literal" ? node.value : node.name)

/** Matches every text that imports in another way than by an import declaration. */
const others = /\bexport\s*(?:type\s*)?[{*]|\brequire\b|\bimport\s*\(|\bmeta\s*\.\s*resolve\b/

export const specifiers = (file: string, text: string): ReadonlyArray<Specifier> => {
  const parsed = parseSync(file, text)
  const fatal = parsed.errors.find((_) => _.severity === "Error")
  if (fatal !== undefined) throw new Error(`${file}: ${fatal.message}`)

  const found: Array<Specifier> = []
  const add = (start: number, value: string | undefined, names: ReadonlyArray<string> = ["*"]) =>
    found.push({ value, names, line: text.slice(0, start).split("\n").length })

  for (const { entries, moduleRequest } of parsed.module.staticImports) {
    const names = entries.map(({ importName: { name } }) => name ?? "*")
    add(moduleRequest.start, moduleRequest.value, names)
  }
  const inOrder = () => found.toSorted((a, b) => a.line - b.line)
  // The syntax tree takes most of the time: it is passed on as JSON.
  if (!others.test(text)) return inOrder()
  new Visitor({
    ExportNamedDeclaration: (node) => {
      if (node.source === null) return
      add(
        node.source.start,
        node.source.value,
        node.specifiers.map((_) => nameOf(_.local))
      )
    },
    ExportAllDeclaration: (node) => {
      add(node.source.start, node.source.value)
    },
    ImportExpression: (node) => {
      add(node.start, literal(node.source))
    },
    TSImportType: (node) => {
      add(node.start, node.source.value)
    },
    TSExternalModuleReference: (node) => {
      add(node.start, literal(node.expression))
    },
    CallExpression: ({ callee, arguments: [first], start }) => {
      const isRequire = (node: Expression) => node.type === "Identifier" && node.name === "require"
      const resolves =
        callee.type === "MemberExpression" &&
        callee.property.type === "Identifier" &&
        callee.property.name === "resolve" &&
        (callee.object.type === "MetaProperty" || isRequire(callee.object))
      if (isRequire(callee) || resolves) add(start, literal(first), [])
    }
  }).visit(parsed.program)
  return inOrder()
}
