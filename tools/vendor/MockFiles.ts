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
  readonly nx?: { readonly targets?: Readonly<Record<string, unknown>> }
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
    devDependencies: only(theirs.devDependencies, /^@stoplight\/spectral-cli$/),
    // A target without tests would fail.
    nx: { ...theirs.nx, targets: only(theirs.nx?.targets, /^lint:spec$/) }
  }
  return `${JSON.stringify(made, null, 2)}\n`
}

const readme = ({ name, operations, title }: Slice): string => `\
# Mock of ${title}

${paragraph(`\`openapi.yaml\` describes ${operations.length === 1 ? "one call" : `${operations.length} calls`}. It is written from the vendor's API reference and never from our client, so that the two can be compared. If the reference contradicts itself or says nothing, an \`x-decision\` gives our decision and its reason: \`grep -A4 x-decision openapi.yaml\` lists them.`)}

To do: compare \`openapi.yaml\` with the vendor's API reference, and name its source here.

    npm run lint:spec                                                    # strict; a warning fails
    ${`npm run mocks -- --vendors ${name}`.padEnd(68)} # in the repository's root
    ${`npm run mocks -- --vendors ${name} --mode sandbox`.padEnd(68)} # remembers

Its sandbox is derived from this file. Collections keep their records. Every other operation responds with its example, and the
command lists these. You can add rules in \`src/sandbox.ts\`.
`
