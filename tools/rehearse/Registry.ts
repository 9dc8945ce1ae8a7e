/** A registry on loopback, initially empty. It gets missing packages from the registry that npm is configured with. */
import { spawn } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { createServer, type AddressInfo } from "node:net"
import { dirname, join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { CommandFailed } from "./Commands.ts"

export interface Registry {
  readonly url: string
  /** A file for NPM_CONFIG_USERCONFIG. npm does not publish without a token, and this registry accepts any. */
  readonly npmrc: string
  readonly close: () => Promise<void>
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once("error", reject)
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

const verdaccio = (): string => {
  const require = createRequire(import.meta.url)
  const manifest = require.resolve("verdaccio/package.json")
  const { bin } = require(manifest) as { readonly bin: string | { readonly verdaccio: string } }
  return join(dirname(manifest), typeof bin === "string" ? bin : bin.verdaccio)
}

/** Packages of this workspace do not have an uplink: only versions published here are installed. */
const configuration = (folder: string, uplink: string) => ({
  storage: join(folder, "storage"),
  uplinks: { configured: { url: uplink, timeout: "60s", maxage: "1h" } },
  packages: {
    "@salesbridge/*": { access: "$all", publish: "$all" },
    "**": { access: "$all", proxy: "configured" }
  },
  web: { enable: false },
  max_body_size: "100mb",
  log: { type: "stdout", format: "json", level: "warn" }
})

/** Starts the registry, with all of its data in `folder`. */
export const startRegistry = async (folder: string, uplink: string, env: NodeJS.ProcessEnv): Promise<Registry> => {
  mkdirSync(folder, { recursive: true })
  const config = join(folder, "config.json")
  writeFileSync(config, JSON.stringify(configuration(folder, uplink)))
  const port = await freePort()
  const host = `127.0.0.1:${port}`
  const child = spawn(process.execPath, [verdaccio(), "--config", config, "--listen", host], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "pipe"]
  })
  let printed = ""
  child.stdout.on("data", (chunk) => (printed += chunk))
  child.stderr.on("data", (chunk) => (printed += chunk))
  const ended = new Promise<void>((resolve) => {
    child.once("error", (error) => {
      printed += String(error)
      resolve()
    })
    child.once("close", () => resolve())
  })
  const close = async () => {
    child.kill()
    await ended
  }
  const url = `http://${host}/`
  const ready = async () => {
    for (let waited = 0; waited < 300; waited++) {
      const answer = await fetch(`${url}-/ping`).catch(() => undefined)
      if (answer?.ok) return true
      await sleep(100)
    }
    return false
  }
  const up = await Promise.race([ready(), ended.then(() => false)])
  if (!up) {
    await close()
    throw new CommandFailed(`The registry did not start:\n${printed}`)
  }
  const npmrc = join(folder, "npmrc")
  writeFileSync(npmrc, `registry=${url}\n//${host}/:_authToken=rehearsal\n`)
  return { url, npmrc, close }
}
