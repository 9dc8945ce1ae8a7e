/** Replaces the module names that a file imports, and nothing else. */
import { type Argument, type Expression, parseSync, Visitor } from "oxc-parser"

/** Returns the code with each literal specifier replaced, in declarations, `import()` and `import.meta.resolve`. */
export const replaced = (file: string, code: string, to: (specifier: string) => string): string => {
  const { errors, program } = parseSync(file, code)
  const error = errors.find(({ severity }) => severity === "Error")
  if (error !== undefined) throw new Error(`${file}: ${error.message}`)
  const edits: Array<{ readonly start: number; readonly end: number; readonly text: string }> = []
  const edit = (node: Expression | Argument | null | undefined) => {
    if (node?.type !== "Literal" || typeof node.value !== "string") return
    const text = to(node.value)
    if (text !== node.value) edits.push({ start: node.start, end: node.end, text: JSON.stringify(text) })
  }
  new Visitor({
    ImportDeclaration: ({ source }) => edit(source),
    ExportNamedDeclaration: ({ source }) => edit(source),
    ExportAllDeclaration: ({ source }) => edit(source),
    ImportExpression: ({ source }) => edit(source),
    TSImportType: ({ source }) => edit(source),
    CallExpression: ({ arguments: [first], callee }) => {
      const resolves =
        callee.type === "MemberExpression" &&
        callee.object.type === "MetaProperty" &&
        callee.property.type === "Identifier" &&
        callee.property.name === "resolve"
      if (resolves) edit(first)
    }
  }).visit(program)
  return edits
    .toSorted((one, other) => other.start - one.start)
    .reduce((text, { end, start, text: specifier }) => text.slice(0, start) + specifier + text.slice(end), code)
}
