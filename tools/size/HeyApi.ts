/**
 * Programs that call the same operations with the clients that hey-api generates with its zod plugin, which is what a
 * team with the specification would take instead. The bench generates the clients, in its own process.
 */
import { execFileSync } from "node:child_process"
import { root } from "./Bundles.ts"
import type { Vendor } from "./Vendor.ts"

/** Returns the folders of the generated clients by vendor. */
export const clients = (vendors: ReadonlyArray<Vendor>): Readonly<Record<string, string>> => {
  const names = vendors.map(({ name }) => name)
  const args = ["run", "--silent", "generate", "--workspace=apps/bench", "--", ...names]
  return JSON.parse(execFileSync("npm", args, { cwd: root, encoding: "utf8" })) as Record<string, string>
}

/** Returns an application that uses this operation, or that one and `all` others. It is never run. */
export const heyApiProgram = (folder: string, id: string, { all = false } = {}): string => {
  const from = `from ${JSON.stringify(`${folder}/sdk.gen`)}`
  return `import { client } from ${JSON.stringify(`${folder}/client.gen`)}
import { ${id} } ${from}
client.setConfig({ baseUrl: "" })
export const one = () => ${id}({ throwOnError: true })
${all ? `export * ${from}` : ""}`
}
