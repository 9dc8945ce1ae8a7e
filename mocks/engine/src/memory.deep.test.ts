/** Large requests leave memory as it was, on every route and with every encoding. */
import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { request } from "node:http"
import { fileURLToPath } from "node:url"
import { expect, it, onTestFinished } from "vitest"

/** Enough requests that a leak in each adds up. */
const requests = Number(process.env["LARGE_REQUESTS"] ?? 40)
const program = fileURLToPath(new URL("../test/memoryServer.ts", import.meta.url))
/** 30 MB of JSON with a valid beginning and end, so that a parser would keep all of it. */
const body = Buffer.alloc(30_000_000, "x")
body.write('{"item":"')
body.write('"}', body.length - 2)

/** Sends the body, with its length or in chunks. Resolves with the status. */
const send = (port: number, method: string, path: string, length: object): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", ...length }
    const sent = request({ host: "127.0.0.1", port, method, path, headers, agent: false }, (response) => {
      response.resume()
      response.on("end", () => resolve(response.statusCode!))
    })
    sent.on("error", reject)
    sent.end(body)
  })

/** Resident memory of a process after a garbage collection, in MiB. */
const resident = async (child: ChildProcess): Promise<number> => {
  child.send("collect")
  await once(child, "message")
  const [, kibibytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))!
  return Number(kibibytes) / 1024
}

it.skipIf(process.platform !== "linux").each([
  [
    "sandbox",
    [
      ["POST", "/orders?key=k"],
      ["POST", "/_sandbox/clock"],
      ["PUT", "/_sandbox/snapshot"]
    ]
  ],
  ["examples", [["POST", "/orders?key=k"]]]
] as const)(`%s: ${requests} requests of 30 MB leave it within 100 MiB`, { timeout: 600_000 }, async (mode, routes) => {
  const child = fork(program, [mode], { execArgv: ["--conditions=@salesbridge/source", "--expose-gc"] })
  onTestFinished(() => void child.kill("SIGKILL"))
  const [port] = (await once(child, "message")) as [number]
  const before = await resident(child)
  const statuses = new Set<number>()
  const kinds = [{ "content-length": body.length }, {}].flatMap((length) => routes.map((route) => ({ length, route })))
  for (let index = 0; index < requests; index++) {
    const {
      length,
      route: [method, path]
    } = kinds[index % kinds.length]!
    statuses.add(await send(port, method, path, length))
  }
  const after = await resident(child)
  console.log(`${mode}: ${before.toFixed(0)} MiB before, ${after.toFixed(0)} MiB after ${requests} requests of 30 MB`)
  expect([...statuses]).toEqual([413])
  expect(after - before).toBeLessThan(100)
})
