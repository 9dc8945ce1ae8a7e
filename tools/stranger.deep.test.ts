/** Follows the root README's "Try it" in an empty folder, word for word, with each Node version that it promises. */
import { afterAll, describe, expect, it } from "vitest"
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { withoutNpm } from "./rehearse/Commands.ts"
import { nodePackage } from "./rehearse/Consumer.ts"

const root = fileURLToPath(new URL("../", import.meta.url))
const readme = readFileSync(join(root, "README.md"), "utf8")
const part = readme.slice(readme.indexOf("Install a client"), readme.indexOf("| Vendor"))
const [promises = "", effect = ""] = part.split("\nWith Effect")

const blocks = (text: string, language: string) =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, "g"))].map(([, code = ""]) => code.trim())
const commands = (text: string) => blocks(text, "sh").flatMap((_) => _.split("\n"))

/** The path of npm's script, to run it with Node. */
const npm = join(
  dirname(execFileSync("which", ["npm"], { encoding: "utf8" }).trim()),
  "../lib/node_modules/npm/bin/npm-cli.js"
)
const env: NodeJS.ProcessEnv = { ...withoutNpm(process.env), NO_UPDATE_NOTIFIER: "1" }

/** Removed at the end. */
const folder = mkdtempSync(join(tmpdir(), "stranger-"))
const tarballs = join(folder, "tarballs")
const run = (cwd: string, program: string, args: ReadonlyArray<string>) =>
  execFileSync(program, args, {
    cwd,
    env: { ...env, PATH: `${dirname(program)}:${env["PATH"]}` },
    encoding: "utf8",
    stdio: "pipe"
  })

/** Unpacks each Node from its package on npm: `npm install` takes half as long again. */
const fetchNodes = (versions: ReadonlyArray<string>) => {
  // By default, npm waits five minutes for a connection that has stalled.
  const patience = ["--fetch-timeout=60000", "--fetch-retry-mintimeout=1000"]
  const packages = versions.map((_) => `${nodePackage}@${_}`)
  const packed = run(folder, process.execPath, [npm, "pack", "--loglevel=error", ...patience, ...packages])
  for (const [index, tarball] of packed.trim().split("\n").entries()) {
    const place = join(folder, `node-${versions[index]}`)
    mkdirSync(place)
    run(folder, "tar", ["-xzf", tarball, "-C", place, "package/bin/node"])
  }
}

const isOwn = (version: string) => process.versions.node.startsWith(version)
const nodeOf = (version: string) =>
  isOwn(version) ? process.execPath : join(folder, `node-${version}`, "package/bin/node")

/** Runs a command of the README, with tarballs instead of packages that are not on npm yet. */
const followed = (cwd: string, node: string, command: string) => {
  const [program, ...words] = command.split(" ")
  if (program === "node") return run(cwd, node, words)
  const tarball = (name: string) => join(tarballs, `salesbridge-${name}-0.0.0.tgz`)
  const args = words.flatMap((word) => {
    const name = /^@salesbridge\/(.+)$/.exec(word)?.[1]
    if (name === undefined) return [word]
    return name === "mocks" ? [tarball(name)] : [tarball("core"), tarball(name)]
  })
  return run(cwd, node, [npm, ...args, "--no-audit", "--no-fund", "--prefer-offline"])
}

const built = ["packages/core", "packages/salesloft", "mocks/server"]
const isBuilt = built.every((_) => existsSync(join(root, _, "dist/index.js")))

/** npm installs the same packages on each version, so they are installed with the oldest, which is the strictest. */
const [oldest, ...newer] = ["20.19.0", "22.19.0", "24."] as const

describe.runIf(isBuilt)(
  "the README's first steps (skipped where nothing is built: npm run build)",
  { timeout: 600_000 },
  () => {
    const project = join(folder, "project")
    const write = (code: string) => {
      const file = /^\/\/ (\S+)/.exec(code)![1]!
      writeFileSync(join(project, file), code)
      return file
    }
    const examples = [promises, effect].map((_) => blocks(_, "js")[0]!)
    const onUndici = examples[1]!
      .replace("// effect.", "// undici.")
      .replace('{ FetchHttpClient } from "effect/http"', '{ NodeHttpClient } from "@effect/platform-node"')
      .replace("FetchHttpClient.layer", "NodeHttpClient.layerUndici")
    const steps = [...commands(promises), ...commands(effect)]
    // The last command installs undici, which does not run on Node 20.
    const installsUndici = steps.pop()!
    const passed = (output: string) => Number(/^(?:#|ℹ) pass (\d+)$/m.exec(output)?.[1] ?? 0)

    it(`install and pass their own tests on Node ${oldest}`, () => {
      fetchNodes([oldest, ...newer].filter((_) => !isOwn(_)))
      run(root, process.execPath, ["tools/pack.ts", "--no-build", "--to", tarballs])
      mkdirSync(project)
      writeFileSync(join(project, "package.json"), "{}")
      for (const code of examples) write(code)
      expect(steps.map((_) => passed(followed(project, nodeOf(oldest), _)))).toEqual([0, 0, 1, 1])
    })

    it.each(newer)("pass their own tests on Node %s, with undici as well", (version) => {
      const node = nodeOf(version)
      if (!existsSync(join(project, "node_modules/@effect/platform-node"))) followed(project, node, installsUndici)
      // In one process, which loads effect and the sandbox once.
      const files = [...examples, onUndici].map(write)
      expect(
        passed(run(project, node, ["--test", "--test-force-exit", "--experimental-test-isolation=none", ...files]))
      ).toBe(3)
    })

    afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }), 600_000)
  }
)
