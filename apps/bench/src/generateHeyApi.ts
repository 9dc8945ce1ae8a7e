/**
 * Generates a client from Salesflow's specification with hey-api's generator and its zod plugin, as a team with the
 * file would. Bundles the result, because the generated modules import each other without file extensions.
 */
import { mkdirSync, rmSync } from "node:fs"
import { registerHooks } from "node:module"
import { fileURLToPath } from "node:url"

const specification = fileURLToPath(new URL("../../../mocks/salesflow/openapi.yaml", import.meta.url))
const folder = fileURLToPath(new URL("../.generated/", import.meta.url))

/** The path of the bundle. It exports the functions of the generated `sdk.gen.ts` and the `client` that they use. */
export const generated = `${folder}heyApi.mjs`

/** Writes {@link generated}. */
export const generateHeyApi = async (): Promise<void> => {
  // The generator uses TypeScript's compiler API, which the root's TypeScript 7 does not have.
  const hooks = registerHooks({
    resolve: (name, context, next) =>
      next(name, name === "typescript" ? { ...context, parentURL: import.meta.url } : context)
  })
  // Imported only here: the client is measured without its generator.
  const { createClient } = await import("@hey-api/openapi-ts")
  hooks.deregister()
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  await createClient({
    input: specification,
    output: `${folder}source`,
    logs: { level: "silent" },
    plugins: ["@hey-api/client-fetch", "zod", { name: "@hey-api/sdk", validator: true }]
  })
  const { build } = await import("esbuild")
  await build({
    stdin: {
      contents: `export * from "./source/sdk.gen"; export { client } from "./source/client.gen"`,
      resolveDir: folder
    },
    outfile: generated,
    bundle: true,
    format: "esm",
    platform: "node",
    external: ["zod"],
    logLevel: "error"
  })
}
