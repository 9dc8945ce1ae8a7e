/**
 * Rewrites imports of a compiled module so that bundlers take less. Node does not get these modules: it finds all of a
 * package in one file.
 *
 * - If a namespace is imported from the package's root, esbuild keeps all of it, as in
 *   `import { Operation } from "@salesbridge/core"`. Of `import * as Operation from "@salesbridge/core/Operation"`, it
 *   keeps what is used.
 * - A dynamic import makes esbuild wrap the module and all its dependencies in functions, even if the importing code is
 *   unused. Here that is nearly all of effect. A static import is dropped together with that code.
 */
import { readFileSync } from "node:fs"
import { MagicString } from "magic-string"
import { parseSync, Visitor } from "oxc-parser"

const core = "@salesbridge/core"
const { exports } = JSON.parse(readFileSync(new URL("../../packages/core/package.json", import.meta.url), "utf8")) as {
  readonly exports: Readonly<Record<string, unknown>>
}

/** Rewrites the imports. Line numbers stay the same, because each compiled import has one line. */
export const staticImports = (file: string, code: string): MagicString => {
  const { errors, program } = parseSync(file, code)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`)
  const edited = new MagicString(code)
  const added = new Map<string, string>()
  new Visitor({
    ImportDeclaration: ({ end, source, specifiers, start }) => {
      if (source.value !== core) return
      const [whole, rest]: [Array<string>, Array<string>] = [[], []]
      for (const specifier of specifiers) {
        const name = code.slice(specifier.start, specifier.end)
        const [imported = "", local = imported] = name.split(" as ")
        // Namespaces begin with a capital.
        if (/^[A-Z]/.test(imported) && `./${imported}` in exports) {
          whole.push(`import * as ${local} from "${core}/${imported}";`)
        } else rest.push(name)
      }
      if (whole.length === 0) return
      if (rest.length > 0) whole.push(`import { ${rest.join(", ")} } from "${core}";`)
      edited.overwrite(start, end, whole.join(" "))
    },
    ImportExpression: ({ end, source, start }) => {
      // A module of the same package is imported dynamically because it is large or for one platform only.
      if (source.type !== "Literal" || typeof source.value !== "string" || source.value.startsWith(".")) return
      const name = `$${source.value.replaceAll(/\W/g, "_")}`
      added.set(name, source.value)
      edited.overwrite(start, end, `Promise.resolve(${name})`)
    }
  }).visit(program)
  for (const [name, source] of added) edited.prepend(`import * as ${name} from "${source}"; `)
  return edited
}
