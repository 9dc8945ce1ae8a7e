/** The command as people run it: in a folder of its own, without a terminal; as a process, or within this one. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { bundle } from "@salesbridge/core/testing"
import { ConfigProvider, Console, Effect, References, Runtime } from "effect"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync } from "node:fs"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { run as runCommand } from "../src/command.ts"
import { Latency } from "../src/OfflineFixture.ts"
import { Output } from "../src/suppressions.ts"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The command as one file. The mocks and esbuild are not in it, because they read files of their own. */
const bundled = () => bundle(here("../src/main.ts"), here("../.reports/demo.mjs"), ["@salesbridge/mocks", "esbuild"])

const folders: Array<string> = []

const closes: Array<() => unknown> = []

/** Closes something after the tests of this file. */
export const atEnd = (close: () => unknown) => void closes.push(close)

/** Closes what is open, and removes the folders. */
export const cleanUp = async () => {
  await Promise.all(closes.splice(0).map((close) => close()))
  await Promise.all(folders.splice(0).map((path) => rm(path, { recursive: true, force: true })))
}

/** A folder with these files for one test: the command's current folder and its place for temporary files. */
export const newFolder = async (files: Readonly<Record<string, string>> = {}) => {
  const folder = await mkdtemp(join(tmpdir(), "salesbridge-demo-test-"))
  folders.push(folder)
  await Promise.all(Object.entries(files).map(([name, text]) => write(folder, name, text)))
  return folder
}

export const write = async (folder: string, name: string, text: string) => {
  await writeFile(join(folder, name), text)
  return name
}

/** A list of contacts that are all in order. */
export const csvOf = (count: number) =>
  `First Name,Last Name,Email\n${Array.from({ length: count }, (_, index) => `First,Last,${emailOf(index + 1)}\n`).join("")}`

/** The same with a LinkedIn profile, as the vendors in `Vendors.ts` know it. */
export const profilesOf = (count: number) =>
  `First Name,Email,LinkedIn\n${Array.from({ length: count }, (_, index) => {
    const email = emailOf(index + 1)
    return `First${index + 1},${email},${profileOf(email)}\n`
  }).join("")}`

/** The last part of a profile's address must have no dot and no at sign. */
export const profileOf = (email: string) => `https://www.linkedin.com/in/${email.split("@")[0]!}`

export const emailOf = (number: number) => `contact${String(number).padStart(2, "0")}@example.com`

/** `stdout` is a file to write to instead of a pipe. `blocks` limits the size of files, as a full disk does. */
export const start = (
  folder: string,
  args: ReadonlyArray<string>,
  env: Record<string, string> = {},
  { blocks, stdout = "pipe" }: { readonly blocks?: number; readonly stdout?: number | "pipe" } = {}
) => {
  const limit = blocks === undefined ? "" : `ulimit -f ${blocks}; `
  const command = [process.execPath, "--conditions=@salesbridge/source", bundled(), ...args]
  const child = spawn("sh", ["-c", `${limit}exec "$@"`, "sh", ...command], {
    cwd: folder,
    env: { PATH: process.env["PATH"], TMPDIR: folder, NODE_COMPILE_CACHE: here("../.reports/compiled"), ...env },
    stdio: ["ignore", stdout, "pipe"]
  })
  const output = { stdout: "", stderr: "" }
  child.stdout?.on("data", (chunk) => (output.stdout += String(chunk)))
  child.stderr!.on("data", (chunk) => (output.stderr += String(chunk)))
  return {
    child,
    output,
    exit: once(child, "close").then(([code]) => ({ code: code as number | null, ...output }))
  }
}

export const run = (folder: string, args: ReadonlyArray<string>, env?: Record<string, string>) =>
  start(folder, args, env).exit

/**
 * The command within this process, as `run` has it but that much quicker. Paths in `args` are taken from the folder where
 * they name a file in it, and given out as there. `signal` interrupts it as Ctrl-C does.
 */
export const runHere = async (
  folder: string,
  args: ReadonlyArray<string>,
  env: Record<string, string> = {},
  signal?: AbortSignal
) => {
  const output = { stdout: "", stderr: "" }
  const writeTo = (name: keyof typeof output) => (text: unknown) => (output[name] += `${String(text)}\n`)
  const isHere = (arg: string, index: number) =>
    arg !== "" && (args[index - 1] === "--journal" || existsSync(join(folder, arg)))
  const here = args.map((arg, index) => (isHere(arg, index) ? resolve(folder, arg) : arg))
  const journal = args.includes("--journal") ? [] : ["--journal", join(folder, "journal")]
  const exit = await Effect.runPromiseExit(
    runCommand([...here, ...journal]).pipe(
      Effect.provideService(Console.Console, {
        ...globalThis.console,
        log: (text = "") => writeTo("stdout")(text),
        error: writeTo("stderr")
      }),
      Effect.provideService(ConfigProvider.ConfigProvider, ConfigProvider.fromEnv({ env })),
      Effect.provideService(References.MinimumLogLevel, "Error"),
      // As fast as they can, instead of as over the internet.
      Effect.provideService(Latency, 0),
      Effect.provideService(Output, (text) => Effect.sync(() => void (output.stdout += text))),
      Effect.provide(NodeServices.layer)
    ),
    { signal }
  )
  let code: number | undefined
  Runtime.defaultTeardown(exit, (given) => (code = given))
  const asThere = (text: string) =>
    text.replaceAll(` --journal ${join(folder, "journal")}`, "").replaceAll(`${folder}/`, "")
  return { code, stdout: asThere(output.stdout), stderr: asThere(output.stderr) }
}

/** All words of an output with one blank between, for texts that are broken into lines. */
export const flat = (stdout: string): string => stdout.replace(/\s+/g, " ")

/** The line of the table about this contact, and the lines of its detail in one. */
export const rowOf = (stdout: string, who: string): string => {
  const lines = stdout.split("\n")
  const table = lines.findIndex((line) => line.startsWith("from "))
  const first = lines.findIndex((line, index) => index >= table && line.includes(who) && !line.startsWith("      "))
  const more = lines.slice(first + 1)
  const end = more.findIndex((line) => !line.startsWith("                    "))
  return [lines[first] ?? "", ...more.slice(0, end)].map((line) => line.trim().replace(/\s+/g, " ")).join(" ")
}

/** The numbers of a line of the totals, one for each vendor. */
export const totalOf = (stdout: string, title: string): ReadonlyArray<string> =>
  stdout
    .split("\n")
    .find((line) => line.startsWith(`  ${title}`))
    ?.slice(title.length + 2)
    .trim()
    .split(/ +/) ?? []
