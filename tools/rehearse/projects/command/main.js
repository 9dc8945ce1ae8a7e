// Starts the command as a shell would, asks the mocks without any package, and stops it.
import assert from "node:assert/strict"
import { execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"

const bin = "node_modules/.bin/salesbridge-mocks"
const say = (...args) => execFileSync(bin, args, { encoding: "utf8" })
const version = JSON.parse(readFileSync("node_modules/@salesbridge/mocks/package.json", "utf8")).version
assert.equal(say("--version").trim(), version)
assert.match(say("--help"), /--vendors/)
assert.throws(() => execFileSync(bin, ["--vendors", "nobody"], { stdio: "pipe" }), /nobody/)

const start = (...flags) => {
  const args = ["--no", "--", "salesbridge-mocks", "--port-base", "0", "--json", ...flags]
  const command = spawn("npx", args, { stdio: ["ignore", "pipe", "inherit"] })
  let printed = ""
  const addresses = new Promise((resolve, reject) => {
    command.once("error", reject)
    command.once("exit", (code) => reject(new Error(`ended with ${code}: ${printed}`)))
    command.stdout.on("data", (chunk) => {
      printed += chunk
      try {
        resolve(JSON.parse(printed))
      } catch {}
    })
  })
  return { command, addresses }
}
const examples = start("--vendors", "salesflow,salesblink")
const addresses = await examples.addresses
assert.deepEqual(addresses.map(({ vendor }) => vendor).toSorted(), ["salesblink", "salesflow"])
const url = (name) => addresses.find(({ vendor }) => vendor === name).url
const campaigns = await (await fetch(url("salesflow") + "/api/campaigns/list-campaigns?token=t&accountId=1")).json()
assert.equal(campaigns[0].CampaignName, "Sales")
const team = await (await fetch(url("salesblink") + "/api/my-team", { headers: { authorization: "k" } })).json()
assert.equal(team.data[0].email, "jane.roe@example.com")
const stop = async (command, address) => {
  command.removeAllListeners("exit")
  command.kill("SIGTERM")
  await once(command, "exit")
  for (let waited = 0; ; waited++) {
    const gone = await fetch(address).then(
      () => false,
      () => true
    )
    if (gone) return
    assert.ok(waited < 50, "a mock goes on after its command was stopped")
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
await stop(examples.command, url("salesflow"))

const sandbox = start("--mode", "sandbox")
const sandboxes = await sandbox.addresses
assert.equal(sandboxes.length, 4)
const salesflow = sandboxes.find(({ vendor }) => vendor === "salesflow").url
const begin = () => fetch(salesflow + "/api/campaigns/start?token=t&accountId=321&campaignId=456", { method: "POST" })
assert.deepEqual([(await begin()).status, (await begin()).status], [200, 409])
const page = await fetch(salesflow + "/_sandbox/", { headers: { accept: "text/html" } })
assert.match(await page.text(), /<script/)
await stop(sandbox.command, salesflow)
console.log("examples and sandboxes answered npx, and stopped with it")
