/**
 * Generates a client from a vendor's specification with hey-api's generator and its zod plugin, as a team with the file
 * would.
 */
import { mkdirSync, rmSync } from "node:fs"
import { registerHooks } from "node:module"
import { fileURLToPath } from "node:url"

const folder = fileURLToPath(new URL("../.generated/", import.meta.url))
const specification = (vendor: string) =>
  fileURLToPath(new URL(`../../../mocks/${vendor}/openapi.yaml`, import.meta.url))

/** Writes the TypeScript modules of a vendor's client, such as `sdk.gen.ts`, and returns their folder. */
export const generateSources = async (vendor: string): Promise<string> => {
  // The generator uses TypeScript's compiler API, which the root's TypeScript 7 does not have.
  const hooks = registerHooks({
    resolve: (name, context, next) =>
      next(name, name === "typescript" ? { ...context, parentURL: import.meta.url } : context)
  })
  // Imported only here: the client is measured without its generator.
  const { createClient } = await import("@hey-api/openapi-ts")
  hooks.deregister()
  const output = `${folder}${vendor}`
  rmSync(output, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  await createClient({
    input: specification(vendor),
    output,
    logs: { level: "silent" },
    plugins: ["@hey-api/client-fetch", "zod", { name: "@hey-api/sdk", validator: true }]
  })
  return output
}

/** The path of the bundle. It exports the functions of the generated `sdk.gen.ts` and the `client` that they use. */
export const generated = `${folder}heyApi.mjs`

/** Writes {@link generated}: Salesflow's client in one file, because the modules import each other without extensions. */
export const generateHeyApi = async (): Promise<void> => {
  const resolveDir = await generateSources("salesflow")
  const { build } = await import("esbuild")
  await build({
    stdin: { contents: `export * from "./sdk.gen"; export { client } from "./client.gen"`, resolveDir },
    outfile: generated,
    bundle: true,
    format: "esm",
    platform: "node",
    external: ["zod"],
    logLevel: "error"
  })
}
