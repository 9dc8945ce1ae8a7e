import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { parse } from "./rehearse/Arguments.ts"
import { changedNames } from "./rehearse/Breaking.ts"
import { CommandFailed, each, run, withoutNpm } from "./rehearse/Commands.ts"
import { consumers, projects } from "./rehearse/Consumer.ts"
import { entry, table } from "./rehearse/Log.ts"

describe("the arguments of a rehearsal", () => {
  const known = ["plain", "effect"]

  it("default to every consumer, without keeping the folder", () => {
    expect(parse([], known)).toEqual({ keep: false, consumers: known, second: true })
  })

  it("can select consumers", () => {
    const few = { keep: true, consumers: ["effect"] }
    expect(parse(["--keep", "--consumer", "effect"], known)).toEqual({ ...few, second: false })
    expect(parse(["--keep", "--consumer", "effect", "--second"], known)).toEqual({ ...few, second: true })
  })

  it("are refused if they are unknown", () => {
    expect(() => parse(["--consumer", "bun"], known)).toThrow("No consumer bun. There are: plain, effect.")
    expect(() => parse(["--publish"], known)).toThrow("--publish")
    expect(() => parse(["plain"], known)).toThrow("plain")
  })
})

describe("a program that a rehearsal runs", () => {
  it("does not get the settings of the npm that started the rehearsal, but reads the same global ones", () => {
    const env = {
      PATH: "/bin",
      npm_config_registry: "a",
      NPM_CONFIG_CACHE: "b",
      INIT_CWD: "c",
      npm_lifecycle_event: "d",
      npm_config_globalconfig: "/etc/npmrc"
    }
    expect(withoutNpm(env)).toEqual({ PATH: "/bin", npm_config_globalconfig: "/etc/npmrc" })
  })

  it("fails with its complete output", async () => {
    const place = { cwd: import.meta.dirname, env: process.env }
    expect(await run(process.execPath, ["-e", "console.log('out'); console.error('err')"], place)).toBe("out\n")
    const failed = run(
      process.execPath,
      ["-e", "console.log('out'); console.error('err'); process.exitCode = 3"],
      place
    )
    await expect(failed).rejects.toThrow(CommandFailed)
    await expect(failed).rejects.toThrow(/ended with 3:\n(?:out\nerr|err\nout)/)
  })
})

describe("concurrent tasks", () => {
  const never = new AbortController().signal

  it("return in order, and never exceed their limit", async () => {
    let [running, most] = [0, 0]
    const doubled = await each([3, 1, 2, 0], 2, never, async (one) => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, one))
      running--
      return one * 2
    })
    expect([doubled, most]).toEqual([[6, 2, 4, 0], 2])
  })

  it("stop at the first failure, and fail with it", async () => {
    const begun: Array<string> = []
    const failing = each(["slow", "bad", "late"], 2, never, async (one, signal) => {
      begun.push(one)
      if (one === "bad") throw new CommandFailed("bad")
      await new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))))
    })
    await expect(failing).rejects.toThrow(new CommandFailed("bad"))
    expect(begun).toEqual(["slow", "bad"])
  })
})

it("finds the packages that changed", () => {
  const before = new Map([
    ["a", "0.1.0"],
    ["b", "0.1.0"]
  ])
  expect(changedNames(before, before)).toEqual([])
  expect(changedNames(before, new Map([...before, ["b", "0.2.0"], ["c", "0.1.0"]]))).toEqual(["b", "c"])
})

it("lets consumers import only what they install", () => {
  for (const { manifest, name } of consumers) {
    const files = globSync(join(projects, name, "{,src/}*.{js,cjs,ts}"))
    const text = files.map((file) => readFileSync(file, "utf8")).join("\n")
    const imported = [...text.matchAll(/(?:from |require\()"((?:@[^/"]+\/)?[^/".][^/"]*)[^"]*"/g)].map((_) => _[1]!)
    const installed = Object.keys(manifest.dependencies)
    expect(
      imported.filter((_) => !_.startsWith("node:") && !installed.includes(_)),
      name
    ).toEqual([])
    const released = installed.filter((_) => _.startsWith("@salesbridge/") && _ !== "@salesbridge/core")
    expect(
      released.filter((_) => !text.includes(_)),
      name
    ).toEqual([])
  }
})

describe("the log", () => {
  it("has one line for a short text", () => {
    expect(entry("1.2 s", "built")).toBe("   1.2 s  built")
    expect(entry("1.2 s", "published", "7 packages")).toBe("   1.2 s  published: 7 packages")
  })

  it("has no line of more than 80 characters, unless a word is longer", () => {
    const lines = entry("12.3 s", "raised", `one 0.0.0 -> 0.1.0\n${"word ".repeat(40).trim()}`).split("\n")
    expect(lines.slice(0, 3)).toEqual(["  12.3 s  raised:", "          one 0.0.0 -> 0.1.0", expect.any(String)])
    expect(lines.length).toBe(5)
    expect(lines.filter((line) => line.length > 80)).toEqual([])
  })

  it("ends with tables", () => {
    const rows = [
      ["plain", "1.2 s"],
      ["a longer one", "-"]
    ]
    expect(table(["consumer", "ran"], rows)).toBe(
      ["  consumer        ran", "  plain         1.2 s", "  a longer one      -"].join("\n")
    )
  })
})
