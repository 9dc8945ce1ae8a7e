/** The command with real ports, and in its own process for signals, a kill, and an exit code. */
import { spawn } from "node:child_process"
import type { ChildProcessByStdio } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Readable } from "node:stream"
import { fileURLToPath } from "node:url"
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest"
import { read } from "./arguments.ts"
import * as command from "./command.ts"
import { main } from "./main.ts"

const bin = fileURLToPath(new URL("bin.ts", import.meta.url))
const running: Array<ChildProcessByStdio<null, Readable, Readable>> = []
afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL")
})

/** A command that does not start anything, within this process. */
const ends = async (...args: ReadonlyArray<string>) => {
  const stderr = vi.spyOn(console, "error").mockReturnValue()
  const stdout = vi.spyOn(process.stdout, "write").mockReturnValue(true)
  try {
    await main(args)
    const text = (calls: ReadonlyArray<ReadonlyArray<unknown>>) => calls.map(([line]) => String(line)).join("")
    return { code: process.exitCode, stdout: text(stdout.mock.calls), stderr: text(stderr.mock.calls) }
  } finally {
    process.exitCode = undefined
    vi.restoreAllMocks()
  }
}

/** Mocks within this process. */
const here = async (...args: ReadonlyArray<string>) => {
  const { close, mocks } = await command.start(read(args))
  onTestFinished(close)
  return mocks
}

const run = (...args: ReadonlyArray<string>) =>
  start(process.execPath, "--conditions=@salesbridge/source", bin, ...args)

const start = (program: string, ...args: ReadonlyArray<string>) => {
  const child = spawn(program, args, {
    cwd: fileURLToPath(new URL("../../..", import.meta.url)),
    stdio: ["ignore", "pipe", "pipe"],
    // The test runner may request colours, which would change the output.
    env: { ...process.env, FORCE_COLOR: "0" }
  })
  running.push(child)
  const output = { stdout: "", stderr: "" }
  child.stdout.on("data", (chunk) => (output.stdout += String(chunk)))
  child.stderr.on("data", (chunk) => (output.stderr += String(chunk)))
  return {
    child,
    output,
    /** Resolves with stdout as soon as it matches. */
    says: async (pattern: RegExp): Promise<string> => {
      while (!pattern.test(output.stdout)) {
        await Promise.race([
          once(child.stdout, "data"),
          once(child, "exit").then(() => Promise.reject(new Error(output.stderr)))
        ])
      }
      return output.stdout
    },
    exit: once(child, "close").then(([code]) => ({ code: code as number | null, ...output }))
  }
}

/** A port P with P to P+9 free, for every vendor. Outside the range of ports that the system gives to other programs. */
const freeBase = async (): Promise<number> => {
  const base = 20_000 + Math.floor(Math.random() * 10_000)
  try {
    for (let offset = 0; offset < 10; offset++) {
      const probe = await takes(base + offset)
      probe.close()
      await once(probe, "close")
    }
    return base
  } catch {
    return freeBase()
  }
}

const takes = async (port: number) => {
  const server = createServer().listen(port, "127.0.0.1")
  await once(server, "listening")
  return server
}

/** Stops the command, whose idle connections must not keep it running. */
const stops = async (signal: NodeJS.Signals, { child, exit }: ReturnType<typeof start>, port: number) => {
  child.kill(signal)
  expect(await exit).toMatchObject({ code: 0, stderr: "" })
  ;(await takes(port)).close()
}

// A process takes a second to start, on a busy machine several, and three times that for examples.
describe("salesbridge-mocks", { timeout: 120_000 }, () => {
  it("prints the address of each vendor, within 80 columns, each with its own port offset, and stops on SIGTERM", async () => {
    const base = await freeBase()
    const started = run("--mode", "sandbox", "--vendors", "salesflow,salesblink", "--port-base", String(base))
    const output = await started.says(/Ctrl-C/)
    expect(output).toContain(`salesflow   http://127.0.0.1:${base}\n`)
    expect(output).toContain(`salesblink  http://127.0.0.1:${base + 1}\n`)
    const [addresses = ""] = output.split("\n\n")
    expect(Math.max(...addresses.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80)
    const answer = await fetch(`http://127.0.0.1:${base + 1}/api/my-team`, { headers: { authorization: "k" } })
    expect([answer.status, typeof (await answer.json())]).toEqual([200, "object"])
    await stops("SIGTERM", started, base)
  })

  it("--vendors selects vendors, which keep their port offset; without it, all are started", async () => {
    const base = await freeBase()
    expect((await here("--mode", "sandbox", "--port-base", "0")).map(({ vendor }) => vendor)).toEqual(
      expect.arrayContaining(["salesflow", "salesblink"])
    )
    expect(await here("--mode", "sandbox", "--vendors", "salesblink", "--port-base", String(base))).toEqual([
      { vendor: "salesblink", url: `http://127.0.0.1:${base + 1}`, port: base + 1 }
    ])
  })

  it("does not outlive the npm that started it", async () => {
    const base = await freeBase()
    const flags = ["--mode", "sandbox", "--vendors", "salesflow", "--port-base", String(base)]
    const { child, says } = start("npm", "run", "-s", "mocks", "--", ...flags)
    await says(/Ctrl-C/)
    child.kill("SIGTERM")
    await vi.waitFor(() => expect(fetch(`http://127.0.0.1:${base}/`)).rejects.toThrow("fetch failed"), {
      timeout: 60_000
    })
  })

  it("--json prints one document when all are listening, and SIGINT stops them", async () => {
    const base = await freeBase()
    const started = run("--vendors", "salesblink,salesflow", "--port-base", String(base), "--json")
    const mocks = JSON.parse(await started.says(/\]\n$/)) as ReadonlyArray<{ readonly url: string }>
    expect(mocks).toEqual([
      { vendor: "salesflow", url: `http://127.0.0.1:${base}`, port: base },
      { vendor: "salesblink", url: `http://127.0.0.1:${base + 1}`, port: base + 1 }
    ])
    const statuses = await Promise.all(mocks.map(({ url }) => fetch(`${url}/nowhere`).then(({ status }) => status)))
    expect(statuses).toEqual(mocks.map(() => 404))
    // A sandbox would not accept it.
    const answer = await fetch(`${mocks[1]!.url}/api/my-team`, { headers: { authorization: "invalid" } })
    expect([answer.status, typeof (await answer.json())]).toEqual([200, "object"])
    await stops("SIGINT", started, base)
  })

  it("says which port is taken and what to do, and leaves nothing running", async () => {
    const base = await freeBase()
    const other = await takes(base + 1)
    const flags = ["--mode", "sandbox", "--vendors", "salesflow,salesblink", "--port-base", String(base)]
    const ended = await ends(...flags)
    other.close()
    expect(ended).toEqual({
      code: 1,
      stdout: "",
      stderr:
        `Port ${base + 1} for the salesblink mock is already taken by another program.\n` +
        "Stop it, or choose other ports: --port-base 5000"
    })
    ;(await takes(base)).close()
  })

  it("lists the known vendors for an unknown one", async () => {
    const { code, stderr } = await run("--vendors", "salesflow,nobody").exit
    expect(code).toBe(2)
    expect(stderr).toMatch(/^Unknown vendor "nobody". Known: .*salesblink.*salesflow.*\.\n$/)
  })

  it("--mode sandbox starts sandboxes, and --state keeps their state after a kill", async () => {
    const folder = mkdtempSync(join(tmpdir(), "command-"))
    const flags = ["--mode", "sandbox", "--vendors", "salesflow", "--port-base", "0", "--json"]
    const state = join(folder, "state.json")
    const webhooks = async (url: string) =>
      (await (await fetch(`${url}/api/webhooks/list?token=t&accountId=321`)).json()) as ReadonlyArray<unknown>
    const first = run(...flags, "--state", state)
    const [before] = JSON.parse(await first.says(/\]\n$/)) as ReadonlyArray<{ url: string }>
    const seeded = (await webhooks(before!.url)).length
    const created = await fetch(`${before!.url}/api/webhooks/create?token=t&accountId=321`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ Name: "mine", Url: "http://127.0.0.1:9/" })
    })
    expect(created.status).toBe(200)
    first.child.kill("SIGKILL")
    await first.exit
    const second = run(...flags, "--state", state)
    const [after] = JSON.parse(await second.says(/\]\n$/)) as ReadonlyArray<{ url: string }>
    expect(await webhooks(after!.url)).toHaveLength(seeded + 1)
    second.child.kill("SIGTERM")
    expect(await second.exit).toMatchObject({ code: 0, stderr: "" })
    const kept = readFileSync(state, "utf8")
    const [fresh] = await here(...flags)
    expect(await webhooks(fresh!.url)).toHaveLength(seeded)
    expect(readFileSync(state, "utf8")).toBe(kept)
    rmSync(folder, { recursive: true })
  })

  it("--fault, --accept and --verbose reach the sandbox", async () => {
    const stderr = vi.spyOn(console, "error").mockReturnValue()
    onTestFinished(() => stderr.mockRestore())
    const flags = "--mode sandbox --vendors salesflow --port-base 0 --verbose --accept the-one"
    const [mock] = await here(...flags.split(" "), "--fault", "salesflow.listAccounts:status=403,count=1,retryAfter=3")
    const list = (token: string) => fetch(`${mock!.url}/api/accounts/list?token=${token}`)
    const struck = await list("the-one")
    expect([struck.status, struck.headers.get("retry-after")]).toEqual([403, "3"])
    expect((await list("the-one")).status).toBe(200)
    expect((await list("another")).status).toBe(403)
    expect(stderr).toHaveBeenCalledWith(
      expect.stringMatching(/^salesflow GET \/api\/accounts\/list\?token=… 403 [\d.]+ ms$/)
    )
  })

  it.each([
    ["--nothing", /^Unknown option '--nothing'\nUsage: salesbridge-mocks \[flags\]\n--help says more.$/],
    ["--mode=live", /^--mode must be "examples" or "sandbox", not "live".$/],
    ["--state=file.json", /^--state is for sandboxes only: add --mode sandbox.$/],
    ["--port-base=high", /^--port-base must be a whole number from 0 to 65000, not "high".$/],
    ["--mode=sandbox --fault=slow", /^--fault must be vendor:name=value or vendor.operation:name=value, not "slow"/],
    ["--mode=sandbox --fault=salesflow.nothing:drop=true", /^This fault is invalid: there is no operation "nothing"/],
    ["--mode=sandbox --fault=nobody:drop=true", /^Unknown vendor "nobody"/],
    ["--mode=sandbox --now=soon", /^--now must be a date such as 2026-03-02T09:00:00Z, not "soon".$/],
    ["--mode=sandbox --state=/nowhere/state.json", /^Cannot store the state in \/nowhere\/state.json: /]
  ])("%s is refused with what to do", async (flags, says) => {
    const { code, stderr, stdout } = await ends("--port-base", "0", ...flags.split(" "))
    expect({ code, stdout }).toEqual({ code: stderr.includes("Cannot store") ? 1 : 2, stdout: "" })
    expect(stderr).toMatch(says)
  })

  it.each(["--help", "--mode sandbox --vendors salesflow --port-base 0"])(
    "says in one line that the output of %s cannot be written, and fails",
    async (flags) => {
      const onFullDisk = 'exec "$0" "$@" > /dev/full'
      const program = ["--conditions=@salesbridge/source", bin, ...flags.split(" ")]
      const { code, stderr } = await start("sh", "-c", onFullDisk, process.execPath, ...program).exit
      expect(code).toBe(1)
      expect(stderr).toMatch(/^salesbridge-mocks: cannot write to standard output: ENOSPC.*\n$/)
    }
  )

  it("--help explains every flag, within 80 columns", async () => {
    const { code, stdout } = await ends("--help")
    expect(code).toBeUndefined()
    for (const flag of ["--mode", "--vendors", "--port-base", "--json", "--verbose", "--state", "--fault"])
      expect(stdout).toContain(flag)
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80)
  })
})
