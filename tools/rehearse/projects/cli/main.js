// Follows the tour of the command's README, as it was installed, without a network.
import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"

const readme = readFileSync("node_modules/@salesbridge/cli/README.md", "utf8")
const steps = [...readme.matchAll(/```console\n\$ salesbridge (.+)\n([^]*?)```/g)]
assert.ok(steps.length >= 8, "the README has no tour")

// No proxy, nobody's credentials: what is called is on this machine.
const env = { PATH: process.env.PATH, HOME: process.cwd() }
const lines = (text) => text.trim().split(/\n+/)
for (const [, command, output] of steps) {
  const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain)
  const args = ["--no", "--offline", "--", "salesbridge", ...words]
  const { stderr, stdout } = spawnSync("npx", args, { encoding: "utf8", env, shell: process.platform === "win32" })
  assert.deepEqual(lines(`${stdout}\n${stderr}`), lines(output), command)
}
console.log(`${steps.length} steps of the tour, as its README shows them`)
