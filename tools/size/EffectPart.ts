/**
 * Determines the part of a bundle that is Effect, which an application has anyway, by a program that uses the same
 * exports of the same modules of effect, and nothing else. Compressed sizes do not add up, so the package's part is the
 * difference between the whole bundle and this program's bundle. Leaving effect out of the bundle would count the names
 * of its functions as part of the package.
 */
import { parseSync, Visitor } from "oxc-parser"

/**
 * Returns the program, from a bundle that is not minified and imports effect. `isIncluded` selects some of the modules,
 * such as `effect/Schema`.
 */
export const effectPart = (bundle: string, isIncluded: (module: string) => boolean = () => true): string => {
  const { errors, program } = parseSync("bundle.js", bundle)
  if (errors.length > 0) throw new Error(errors[0]!.message)
  const [namespaces, used] = [new Map<string, string>(), new Set<string>()]
  new Visitor({
    ImportDeclaration: ({ source, specifiers }) => {
      if (!/^effect(?:\/|$)/.test(source.value)) return
      for (const { imported, local, type } of specifiers.map((_) => ({ imported: undefined, ..._ }))) {
        if (type === "ImportNamespaceSpecifier") namespaces.set(local.name, source.value)
        else used.add(`${source.value} ${imported?.type === "Identifier" ? imported.name : "default"}`)
      }
    },
    MemberExpression: ({ computed, object, property }) => {
      const module = object.type === "Identifier" ? namespaces.get(object.name) : undefined
      if (module !== undefined && !computed && property.type === "Identifier") used.add(`${module} ${property.name}`)
    }
  }).visit(program)
  const names = [...used]
    .toSorted()
    .map((one) => one.split(" ") as [string, string])
    .filter(([module]) => isIncluded(module))
  const imports = names.map(([module, name], index) => `import { ${name} as _${index} } from ${JSON.stringify(module)}`)
  return `${imports.join("\n")}\nglobalThis.used = [${names.map((_, index) => `_${index}`).join(", ")}]`
}
