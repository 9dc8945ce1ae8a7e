/**
 * Makes what a module declares droppable: a bundler that meets `export const list = get(...)` cannot know whether the
 * call does something else as well, and keeps it in every bundle that uses a neighbour of `list`. Packages say
 * `sideEffects: false`, so no such call does; `/*#__PURE__*\/` before it tells bundlers, and effect's own build adds it too.
 *
 * The mark covers a call, not its arguments, and a spread or a property in them counts as an effect. So the whole
 * value goes into a function, and its call is marked: minifiers take the function away again.
 */
import { type BindingPattern, type Expression, parseSync, type Program } from "oxc-parser"

/** A part of a line, and what takes its place. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

const open = "/*#__PURE__*/ (() => "
const close = ")()"

/** Whether bundlers see for themselves that nothing happens where this is evaluated. */
const isInert = (node: Expression): boolean => {
  switch (node.type) {
    case "Literal":
    case "Identifier":
    case "ArrowFunctionExpression":
    case "FunctionExpression":
      return true
    case "TemplateLiteral":
      return node.expressions.length === 0
    case "UnaryExpression":
      return node.argument.type === "Literal"
    case "ArrayExpression":
      return node.elements.every((_) => _ !== null && _.type !== "SpreadElement" && isInert(_))
    case "ObjectExpression":
      return node.properties.every((_) => _.type === "Property" && !_.computed && isInert(_.value))
    // What this has marked before.
    case "CallExpression":
      return node.callee.type === "ParenthesizedExpression" && node.callee.expression.type === "ArrowFunctionExpression"
    default:
      return false
  }
}

/** The names that a pattern such as `{ delete: del, get }` binds, by the properties they take, or undefined for any other. */
const bound = (pattern: BindingPattern): ReadonlyArray<readonly [property: string, name: string]> | undefined => {
  if (pattern.type !== "ObjectPattern") return undefined
  const names = pattern.properties.map((_) =>
    _.type === "Property" && !_.computed && _.key.type === "Identifier" && _.value.type === "Identifier"
      ? ([_.key.name, _.value.name] as const)
      : undefined
  )
  return names.every((_) => _ !== undefined) ? names : undefined
}

/** What to change in a compiled module. Nothing where it was done before. */
export const edits = (file: string, code: string): ReadonlyArray<Edit> => {
  const { errors, program } = parseSync(file, code)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`)
  const found: Array<Edit> = []
  const wrap = (node: Expression): void => {
    if (isInert(node)) return
    // An object as the body of a function stands in parentheses.
    const [before, after] = node.type === "ObjectExpression" ? [`${open}(`, `)${close}`] : [open, close]
    found.push({ start: node.start, end: node.start, text: before }, { start: node.end, end: node.end, text: after })
  }
  for (const { declared, outer } of declarations(program)) {
    if (declared.type !== "VariableDeclaration") {
      if (declared.superClass !== null) wrap(declared.superClass)
      for (const member of declared.body.body) {
        if (member.type === "PropertyDefinition" && member.static && member.value !== null) wrap(member.value)
      }
      continue
    }
    for (const { id, init } of declared.declarations) {
      if (init === null) continue
      const names = bound(id)
      if (names === undefined) {
        wrap(init)
        continue
      }
      // Taking a value apart counts as an effect too: each name gets its part, and the value a name of its own.
      const named = init.type === "Identifier"
      const whole = named ? init.name : `$${names.map(([, name]) => name).join("$")}`
      const parts = names.map(([property, name]) => `${name} = ${open}${whole}.${property}${close}`).join(", ")
      const statement = `${code.slice(outer.start, declared.start)}${declared.kind} ${parts}`
      // The compiler prints it on one line, and the source map counts on that.
      if (code.slice(outer.start, init.start).includes("\n")) throw new Error(`${file}: ${whole} takes several lines`)
      if (named) {
        found.push({ start: outer.start, end: init.end, text: statement })
      } else {
        found.push({ start: outer.start, end: init.start, text: `const ${whole} = ${open}` })
        found.push({ start: init.end, end: init.end, text: `${close}; ${statement}` })
      }
    }
  }
  return found
}

const declarations = ({ body }: Program) =>
  body.flatMap((outer) => {
    const declared = outer.type === "ExportNamedDeclaration" ? outer.declaration : outer
    return declared?.type === "VariableDeclaration" || declared?.type === "ClassDeclaration"
      ? [{ outer, declared }]
      : []
  })

/** The text with these in place. */
export const edited = (text: string, edits: ReadonlyArray<Edit>): string =>
  edits.toReversed().reduce((text, { end, start, text: by }) => text.slice(0, start) + by + text.slice(end), text)
