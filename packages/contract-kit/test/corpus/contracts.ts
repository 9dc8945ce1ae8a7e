/** The contracts of the corpus: each document with its client. */
import { startExamples } from "@salesbridge/mock-engine/prism"
import { parse } from "@salesbridge/openapi/Document"
import { readFile } from "node:fs/promises"
import type { Contract } from "../../src/index.ts"
import { type Client, layer } from "./Client.ts"
import { corpus } from "./index.ts"

export const textOf = (name: string): Promise<string> => readFile(new URL(`${name}.yaml`, import.meta.url), "utf8")

const clientOf = async (name: string): Promise<Client> => {
  const module: { readonly client: Client } = await import(new URL(`${name}.ts`, import.meta.url).href)
  return module.client
}

/** The client of each document. */
export const clients: { readonly [name: string]: Client } = Object.fromEntries(
  await Promise.all(corpus.map(async ({ name }) => [name, await clientOf(name)] as const))
)

export const contractOf = (text: string, { catalog, definition }: Client, pacts: string): Contract.Contract => ({
  catalog,
  definition,
  layer: layer(definition),
  spec: parse(text),
  serve: (spec) => startExamples(spec, { errors: true }),
  pacts
})
