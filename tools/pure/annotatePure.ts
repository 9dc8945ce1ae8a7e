/**
 * Marks a module's declarations as pure. A bundler that finds `export const list = get(...)` cannot know whether the
 * call has side effects, and keeps it in every bundle that uses a neighbour of `list`. Packages declare `sideEffects:
 * false`, so such calls have none; `/*#__PURE__*\/` in front tells bundlers, and effect's own build adds it too.
 *
 * The mark covers a call but not its arguments, and a spread or a property in them counts as an effect. So the whole
 * value is moved into a function, whose call is marked; minifiers remove the function again.
 */
import remapping, { type EncodedSourceMap } from "@jridgewell/remapping"
import { MagicString } from "magic-string"
import { type BindingPattern, type Expression, parseSync, type Program } from "oxc-parser"

const open = "/*#__PURE__*/ (() => "
const close = ")()"

/** Whether bundlers detect on their own that evaluating this has no effect. */
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
    // Already marked by an earlier run.
    case "CallExpression":
      return node.callee.type === "ParenthesizedExpression" && node.callee.expression.type === "ArrowFunctionExpression"
    default:
      return false
  }
}

/** Returns the names that a pattern such as `{ delete: del, get }` binds, by property; undefined for other patterns. */
const bound = (pattern: BindingPattern): ReadonlyArray<readonly [property: string, name: string]> | undefined => {
  if (pattern.type !== "ObjectPattern") return undefined
  const names = pattern.properties.map((_) =>
    _.type === "Property" && !_.computed && _.key.type === "Identifier" && _.value.type === "Identifier"
      ? ([_.key.name, _.value.name] as const)
      : undefined
  )
  return names.every((_) => _ !== undefined) ? names : undefined
}

/** Marks the declarations of a compiled module as pure. A module that is already marked stays unchanged. */
export const annotatePure = (file: string, code: string): MagicString => {
  const { errors, program } = parseSync(file, code)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`)
  const edited = new MagicString(code)
  const wrap = (node: Expression): void => {
    if (isInert(node)) return
    // An object needs parentheses as the body of a function.
    const [before, after] = node.type === "ObjectExpression" ? [`${open}(`, `)${close}`] : [open, close]
    edited.appendLeft(node.start, before).appendLeft(node.end, after)
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
      // Destructuring counts as an effect too: each name gets its part, and the value gets a name of its own.
      const named = init.type === "Identifier"
      const whole = named ? init.name : `$${names.map(([, name]) => name).join("$")}`
      const parts = names.map(([property, name]) => `${name} = ${open}${whole}.${property}${close}`).join(", ")
      const statement = `${code.slice(outer.start, declared.start)}${declared.kind} ${parts}`
      if (named) {
        edited.overwrite(outer.start, init.end, statement)
      } else {
        edited
          .overwrite(outer.start, init.start, `const ${whole} = ${open}`)
          .appendLeft(init.end, `${close}; ${statement}`)
      }
    }
  }
  return edited
}

const declarations = ({ body }: Program) =>
  body.flatMap((outer) => {
    const declared = outer.type === "ExportNamedDeclaration" ? outer.declaration : outer
    return declared?.type === "VariableDeclaration" || declared?.type === "ClassDeclaration"
      ? [{ outer, declared }]
      : []
  })

/** Adapts the compiler's source map to the edited module. */
export const remapped = (edited: MagicString, map: EncodedSourceMap): EncodedSourceMap => {
  const edits = edited.generateDecodedMap({ hires: true })
  const { mappings } = remapping([{ ...edits, version: 3, file: null }, map], () => null)
  return { ...map, mappings: String(mappings) }
}
