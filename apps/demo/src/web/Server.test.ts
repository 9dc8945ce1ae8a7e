/** The page's server over a real socket, without a browser. */
import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect } from "effect"
import { once } from "node:events"
import { request } from "node:http"
import { connect } from "node:net"
import { afterEach, vi } from "vitest"
import { serveStub, statusOf } from "../../test/JobStub.ts"

const open: Array<{ close: () => Promise<unknown> }> = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})
const serve = async (reading: Effect.Effect<void> = Effect.void) => {
  const job = await serveStub({ status: statusOf({ phase: "empty" }), lines: [], reading })
  open.push(job)
  return job
}

const statusWith = (url: string, headers: Record<string, string>) =>
  new Promise<number | undefined>((resolve) => {
    request(url, { headers }, ({ statusCode }) => resolve(statusCode)).end()
  })

const formOf = (...fields: ReadonlyArray<string>) => {
  const form = new FormData()
  for (const field of fields) form.append(field, new File(["Email\nada@example.com\n"], "my.csv"))
  return form
}

const upload = (url: string, signal?: AbortSignal) =>
  fetch(`${url}preview`, { method: "POST", body: formOf("contacts"), ...(signal && { signal }) })

describe("the page's server", () => {
  it("sends the page with a strict policy, and nothing to who has no token or comes from elsewhere", async () => {
    const { url } = await serve()
    const page = await fetch(url)
    assert.deepInclude(Object.fromEntries(page.headers), {
      "content-security-policy": "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store"
    })
    const files = [...(await page.text()).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, name]) => name!)
    assert.deepStrictEqual(files, ["icon.svg", "style.css", "app.js"])
    for (const file of files) assert.strictEqual((await fetch(url + file)).status, 200, file)
    assert.strictEqual((await fetch(`${url}nothing`)).status, 404)
    for (const path of ["", "live", "app.js", "start"]) {
      assert.strictEqual((await fetch(url.replace("token/", path), { method: "POST" })).status, 403, path)
      assert.strictEqual(await statusWith(url + path, { host: "rebound.example.com" }), 403, path)
      assert.strictEqual(await statusWith(url + path, { origin: "https://example.com" }), 403, path)
    }
  })

  it("ends although a browser has opened a connection ahead of a request", async () => {
    const job = await serveStub({ status: statusOf({ phase: "empty" }), lines: [] })
    const ahead = connect(Number(new URL(job.url).port), "127.0.0.1")
    await once(ahead, "connect")
    await Promise.all([job.close(), once(ahead, "close")])
  })

  it("starts the preview that the request names, if it names one", async () => {
    const { did, url } = await serve()
    for (const query of ["?preview=3", ""]) await fetch(`${url}start${query}`, { method: "POST" })
    assert.deepStrictEqual(did, ["start 3", "start undefined"])
  })

  it("leads to the page from its address without the final slash", async () => {
    const { url } = await serve()
    const page = await fetch(url.slice(0, -1))
    assert.deepStrictEqual([page.status, page.url], [200, url])
  })

  it.each([
    [
      "another kind of body",
      { body: "{}", headers: { "content-type": "application/json" } },
      "is not a form with files"
    ],
    [
      "a form that is cut off",
      { body: "--b\r\n", headers: { "content-type": "multipart/form-data; boundary=b" } },
      "cut off"
    ],
    [
      "a third part",
      { body: formOf("contacts", "unsubscribed", "third") },
      "more parts than contacts and unsubscribed"
    ],
    ["a file in another field", { body: formOf("list") }, "Cannot read the file my.csv: its field is neither contacts"]
  ])("says what is wrong with %s", async (_, request, says) => {
    const { did, url } = await serve()
    const answer = await fetch(`${url}preview`, { method: "POST", ...request })
    assert.strictEqual(answer.status, 409)
    assert.include(((await answer.json()) as { readonly error: string }).error, says)
    assert.deepStrictEqual(did, [])
  })

  it.each(["lines", "suppressions"])("refuses a portion of %s that is not a number", async (path) => {
    const { url } = await serve()
    for (const portion of ["abc", "-1", "0.5", "1e300"]) {
      assert.strictEqual((await fetch(`${url}${path}?portion=${portion}`)).status, 400, portion)
    }
    assert.strictEqual((await fetch(`${url}${path}?portion=1`)).status, 200)
  })

  it("reads to the end though the page that asked is closed", async () => {
    const gate = Effect.runSync(Deferred.make<void>())
    const { did, url } = await serve(Deferred.await(gate))
    const leaving = new AbortController()
    const asked = upload(url, leaving.signal).catch(() => "left")
    await vi.waitUntil(() => did.includes("reading"), { timeout: 60_000 })
    leaving.abort()
    assert.strictEqual(await asked, "left")
    // When this is answered, the server has received it.
    await fetch(`${url}failures`)
    Effect.runSync(Deferred.succeed(gate, undefined))
    await vi.waitUntil(() => did.includes("read my.csv"), { timeout: 60_000 })
  })
})
