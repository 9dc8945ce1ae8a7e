// Checks the vendor of the README that was installed, and then with a specification that says something else.
import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import { existsSync, readFileSync, writeFileSync } from "node:fs"

const readme = readFileSync("node_modules/@salesbridge/contract-kit/README.md", "utf8")
const example = /```ts\n(.*?)```/s.exec(readme)[1]
writeFileSync("example.test.ts", example)

const vitest = () => {
  const env = { ...process.env, PACT_DO_NOT_TRACK: "true" }
  const { status, stderr, stdout } = spawnSync("node_modules/.bin/vitest", ["run"], { encoding: "utf8", env })
  return { status, printed: stdout + stderr }
}
const kept = vitest()
assert.equal(kept.status, 0, kept.printed)
const passed = Number(/Tests .*?(\d+) passed/.exec(kept.printed)?.[1])
assert.ok(passed > 0, kept.printed)
assert.ok(existsSync("pacts"), "no pact was written")

const drifted = example
  .replace('name: { type: "string" } }', 'title: { type: "string" } }')
  .replace('"id", "name"', '"id", "title"')
assert.notEqual(drifted, example)
writeFileSync("example.test.ts", drifted)
const broken = vitest()
assert.equal(broken.status, 1, broken.printed)
assert.match(broken.printed, /getThing 200/)
console.log(`${passed} contract checks passed, and failed with a drifted specification`)
