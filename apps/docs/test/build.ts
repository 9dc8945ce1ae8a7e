/** Builds the site as `npm run docs` does, under a path of its own, so that a link that forgets the path is found. */
import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export const site = here("../.reports/site")
export const base = "/salesbridge/"

export const setup = async (): Promise<void> => {
  const { VITEST: _, ...environment } = process.env
  const args = ["--conditions=@salesbridge/source", here("../src/main.ts"), "--out", site, "--base", base]
  await promisify(execFile)(process.execPath, [...args, "--pages", here("../.reports/test-pages")], {
    env: { ...environment, NODE_ENV: "production" }
  }).catch(({ stderr, stdout }: { readonly stderr: string; readonly stdout: string }) => {
    throw new Error(`The site cannot be built:\n${stdout}${stderr}`)
  })
}
