/** The files of `mocks/<vendor>`. */
import type { Files } from "./PackageFiles.ts"
import type { ExistingVendor } from "./ExistingVendor.ts"
import type { Slice } from "./Slice.ts"
import { paragraph } from "./Text.ts"

export const mockFiles = (slice: Slice, specification: string, existing: ExistingVendor): Files => {
  const at = (path: string) => `mocks/${slice.name}/${path}`
  return new Map([
    [at("package.json"), manifest(existing)],
    [at("openapi.yaml"), specification],
    [at("README.md"), readme(slice)]
  ])
}

interface Manifest {
  readonly exports?: Readonly<Record<string, unknown>>
  readonly scripts?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** An existing vendor's, without what belongs to the rules of its sandbox: a new vendor has none yet. */
const manifest = (existing: ExistingVendor): string => {
  const theirs = JSON.parse(existing.file("mocks/<vendor>/package.json") ?? "{}") as Manifest
  const only = (members: Readonly<Record<string, unknown>> = {}, name: RegExp) =>
    Object.fromEntries(Object.entries(members).filter(([_]) => name.test(_)))
  const made = {
    ...theirs,
    exports: only(theirs.exports, /^\.\/(openapi\.yaml|package\.json)$/),
    scripts: only(theirs.scripts, /^lint:spec$/),
    devDependencies: only(theirs.devDependencies, /^@stoplight\/spectral-cli$/)
  }
  return `${JSON.stringify(made, null, 2)}\n`
}

const readme = ({ name, operations, title }: Slice): string => `\
# ${title}, as its document has it

${paragraph(`\`openapi.yaml\` describes ${operations.length === 1 ? "one call" : `${operations.length} calls`}. It is the second opinion, so it is never changed after our client. Where the vendor's document contradicts itself or is silent, \`x-decision\` beside the place says what was decided and why: \`grep -A4 x-decision openapi.yaml\` lists them.`)}

To do: hold \`openapi.yaml\` against the vendor's document, and say here where it came from.

    npm run lint:spec                                                    # strict; a warning fails
    ${`npm run mocks -- --vendors ${name}`.padEnd(68)} # in the repository's root
    ${`npm run mocks -- --vendors ${name} --mode sandbox`.padEnd(68)} # remembers

Its sandbox derives from this file: collections remember what they are told, and every other operation answers with its example;
the command lists those. Rules of its own would be in \`src/sandbox.ts\`.
`
