/** The files of `mocks/<vendor>`. */
import { type Files, paragraph } from "./PackageFiles.ts"
import type { Sister } from "./Sister.ts"
import type { Slice } from "./Slice.ts"

export const mockFiles = (slice: Slice, specification: string, sister: Sister): Files => {
  const at = (path: string) => `mocks/${slice.name}/${path}`
  const same = ["package.json"].flatMap((path) => {
    const text = sister.file(`mocks/<vendor>/${path}`)
    return text === undefined ? [] : [[at(path), text] as const]
  })
  return new Map([...same, [at("openapi.yaml"), specification], [at("README.md"), readme(slice)]])
}

const readme = ({ name, operations, title }: Slice): string => `\
# ${title}, as its document has it

${paragraph(`\`openapi.yaml\` describes ${operations.length === 1 ? "one call" : `${operations.length} calls`}. It is the second opinion, so it is never changed after our client. Where the vendor's document contradicts itself or is silent, \`x-decision\` beside the place says what was decided and why: \`grep -A4 x-decision openapi.yaml\` lists them.`)}

To do: hold \`openapi.yaml\` against the vendor's document, and say here where it came from.

    npm run lint:spec                                                    # strict; a warning fails
    ${`npm run mocks -- --vendors ${name}`.padEnd(68)} # in the repository's root
`
