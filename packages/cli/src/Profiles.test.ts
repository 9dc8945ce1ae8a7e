import { assert, describe, it, onTestFinished, vi } from "@effect/vitest"
import { lstatSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs"
import { homedir, tmpdir } from "node:os"
import { join } from "node:path"
import { fileOf, readAll, save } from "./Profiles.ts"

const folder = () => {
  const path = mkdtempSync(join(tmpdir(), "salesbridge-"))
  onTestFinished(() => rmSync(path, { recursive: true }))
  return path
}

const inHome = join(homedir(), ".config", "salesbridge", "credentials.json")

describe("the file of profiles", () => {
  it.each([
    [{}, inHome],
    [{ XDG_CONFIG_HOME: "" }, inHome],
    [{ XDG_CONFIG_HOME: "relative" }, inHome],
    [{ XDG_CONFIG_HOME: "/config" }, join("/config", "salesbridge", "credentials.json")],
    [{ XDG_CONFIG_HOME: "/config", SALESBRIDGE_CREDENTIALS: "" }, join("/config", "salesbridge", "credentials.json")],
    [{ XDG_CONFIG_HOME: "/config", SALESBRIDGE_CREDENTIALS: "here.json" }, "here.json"]
  ])("with %j is %s", (environment, file) => {
    assert.strictEqual(fileOf(environment), file)
  })

  it.skipIf(process.platform === "win32")("is in the account's home if HOME is empty", () => {
    vi.stubEnv("HOME", "")
    onTestFinished(() => void vi.unstubAllEnvs())
    assert.isTrue(fileOf({}).startsWith("/"), fileOf({}))
  })
})

describe("save", () => {
  it("writes through symbolic links, also before there is a file", () => {
    const home = folder()
    const real = join(folder(), "deep", "credentials.json")
    symlinkSync(real, join(home, "second.json"))
    const link = join(home, "credentials.json")
    symlinkSync("second.json", link)
    const environment = { SALESBRIDGE_CREDENTIALS: link }
    for (const profile of ["one", "two"]) {
      const stored = { values: { apiKey: profile } }
      assert.strictEqual(save(environment, profile, "salesblink", stored), link)
      assert.deepStrictEqual(readAll(environment)[profile], { salesblink: stored })
    }
    assert.isTrue(lstatSync(link).isSymbolicLink())
    assert.isTrue(lstatSync(join(home, "second.json")).isSymbolicLink())
    assert.strictEqual(statSync(real).mode & 0o777, 0o600)
    assert.sameMembers(Object.keys(JSON.parse(readFileSync(real, "utf8")).profiles), ["one", "two"])
  })

  it("replaces the file as a whole", () => {
    const file = join(folder(), "credentials.json")
    const environment = { SALESBRIDGE_CREDENTIALS: file }
    writeFileSync(file, "{}", { mode: 0o600 })
    const before = statSync(file).ino
    save(environment, "one", "salesblink", { command: "echo" })
    assert.notStrictEqual(statSync(file).ino, before)
  })
})
