/** A real proxy that tunnels, a private certificate authority, and processes that are told of both by their environment. */
import { assert, beforeAll, describe, it } from "@effect/vitest"
import { execFileSync, spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import * as http from "node:http"
import * as https from "node:https"
import * as net from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll } from "vitest"
import * as Acme from "../test/Acme.ts"
import { bundled, compileCache } from "../test/child.ts"

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0
/** A name that nobody but the proxy knows. */
const host = "vendor.example"
const user = "proxy-user"
const password = "proxy-p%40ssword"
const sent = btoa(`${user}:${decodeURIComponent(password)}`)

/** A certificate authority of a company, and what it has certified for the vendor's names. */
const certify = (folder: string) => {
  const openssl = (...args: ReadonlyArray<string>) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" })
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
  openssl("req", "-x509", ...key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Company CA")
  openssl("req", ...key, "-keyout", "host.key", "-out", "host.csr", "-subj", `/CN=${host}`)
  writeFileSync(join(folder, "names"), `subjectAltName=DNS:${host},IP:127.0.0.1`)
  const by = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "names", "-days", "2"]
  openssl("x509", "-req", "-in", "host.csr", ...by, "-out", "host.pem")
  const read = (name: string) => readFileSync(join(folder, name))
  return { key: read("host.key"), cert: read("host.pem") }
}

const listen = async (server: net.Server): Promise<number> => {
  await once(server.listen(0, "127.0.0.1"), "listening")
  return (server.address() as net.AddressInfo).port
}

interface End {
  readonly name: string
  readonly tag: string
  readonly phase?: string
  readonly shown: string
}

describe.runIf(hasOpenssl)("proxies and certificates of the environment (without openssl this is skipped)", () => {
  const folder = mkdtempSync(join(tmpdir(), "salesbridge-proxies-"))
  const tunnels: Array<{ readonly to: string; readonly authorization: string | undefined }> = []
  const servers: Array<net.Server> = []
  const results: Record<string, { readonly ends: ReadonlyArray<End>; readonly tunnels: typeof tunnels }> = {}

  beforeAll(async () => {
    const vendor = https.createServer(certify(folder), (request, response) => {
      request.resume()
      response.writeHead(201, { "content-type": "application/json" }).end(JSON.stringify(Acme.widget))
    })
    const vendorPort = await listen(vendor)
    const proxy = http.createServer()
    proxy.on("connect", (request: http.IncomingMessage, client: net.Socket) => {
      const to = request.url ?? ""
      tunnels.push({ to, authorization: request.headers["proxy-authorization"] })
      client.on("error", () => {})
      if (to.startsWith("silent.")) return
      if (to.startsWith("silent-tunnel.")) return void client.write("HTTP/1.1 200 Connection established\r\n\r\n")
      if (to.startsWith("refused.")) {
        // A proxy that repeats what it was told.
        client.end(
          `HTTP/1.1 407 No ${request.headers["proxy-authorization"]} for ${decodeURIComponent(password)}\r\n\r\n`
        )
        return
      }
      const server = net.connect(vendorPort, "127.0.0.1", () => {
        client.write("HTTP/1.1 200 Connection established\r\n\r\n")
        server.pipe(client).pipe(server)
      })
      server.on("error", () => client.destroy())
    })
    const proxyPort = await listen(proxy)
    servers.push(vendor, proxy)

    const at = (port: number) => `http://${user}:${password}@127.0.0.1:${port}`
    const through = { NODE_USE_ENV_PROXY: "1", HTTPS_PROXY: at(proxyPort) }
    const trusting = { NODE_EXTRA_CA_CERTS: join(folder, "ca.pem") }
    const named = `https://${host}`
    const run = async (env: Record<string, string>, urls: Readonly<Record<string, string>>) => {
      const child = spawn(process.execPath, [bundled("proxyWorker.ts"), ...Object.values(urls)], {
        env: { ...compileCache, ...env }
      })
      let out = ""
      child.stdout.on("data", (chunk) => (out += chunk))
      await once(child, "close")
      const ends = out
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as End & { readonly url: string })
      const used = tunnels.splice(0)
      for (const [name, url] of Object.entries(urls)) {
        results[name] = {
          ends: ends.filter((end) => end.url === url),
          tunnels: used.filter(({ to }) => to === `${new URL(url).hostname}:${new URL(url).port || 443}`)
        }
      }
    }
    await run(
      { ...through, ...trusting, NO_PROXY: "127.0.0.1" },
      {
        proxied: named,
        direct: `https://127.0.0.1:${vendorPort}`,
        "is silent": "https://silent.example",
        "is silent behind the tunnel": "https://silent-tunnel.example",
        refused: "https://refused.example"
      }
    )
    await run(through, { untrusted: named })
    await run({ HTTPS_PROXY: at(proxyPort), ...trusting }, { "not asked": named })
    proxy.close()
    proxy.closeAllConnections()
    await run({ ...through, ...trusting }, { gone: named })
  }, 180_000)

  afterAll(() => {
    for (const server of servers) server.close()
    rmSync(folder, { recursive: true })
  })

  const of = (face: string, run: string): End => results[run]!.ends.find(({ name }) => name === face)!

  describe.each(["undici", "node:http", "fetch", "promise face"])("over %s", (face) => {
    const neverConnected = (run: string) => {
      const { phase, shown, tag } = of(face, run)
      assert.deepStrictEqual([tag, phase], ["NetworkError", "connect"], shown)
      for (const secret of [password, decodeURIComponent(password), sent.replace(/=+$/, "")])
        assert.notInclude(shown, secret)
    }

    it("HTTPS_PROXY and its password are used, and NODE_EXTRA_CA_CERTS is trusted behind it", () => {
      assert.strictEqual(of(face, "proxied").tag, "ok", of(face, "proxied").shown)
      // undici and fetch share a dispatcher, and so a tunnel.
      const used = results["proxied"]!.tunnels[face === "node:http" ? 1 : 0]
      assert.deepStrictEqual(used, { to: `${host}:443`, authorization: `Basic ${sent}` })
    })
    it("NO_PROXY names hosts that are reached directly", () => {
      assert.strictEqual(of(face, "direct").tag, "ok", of(face, "direct").shown)
      assert.deepStrictEqual(results["direct"]!.tunnels, [])
    })
    it("without NODE_USE_ENV_PROXY no proxy is used", () => {
      neverConnected("not asked")
      assert.deepStrictEqual(results["not asked"]!.tunnels, [])
    })
    it("an unknown certificate is a NetworkError, and nothing was sent", () => neverConnected("untrusted"))
    it("a proxy that refuses is a NetworkError too, and its password is not shown", () => neverConnected("refused"))
    it("a proxy that cannot be reached is a NetworkError too", () => neverConnected("gone"))
    it.each(["is silent", "is silent behind the tunnel"])(
      "one that %s ends the attempt in time, and nothing is sent again",
      (run) => {
        assert.strictEqual(of(face, run).tag, "RequestTimeout", of(face, run).shown)
        // One for each face, none of which tried again.
        assert.isAtMost(results[run]!.tunnels.length, 4)
      }
    )
  })

  it.each(["undici by itself", "node:http by itself"])("%s, which would bypass the proxy, is refused", (face) => {
    for (const run of ["proxied", "untrusted", "refused"]) {
      assert.strictEqual(of(face, run).tag, "defect")
      assert.include(
        of(face, run).shown,
        `HTTPS_PROXY names a proxy for https://${run === "refused" ? "refused.example" : host}`
      )
    }
    assert.strictEqual(of(face, "direct").tag, "ok")
  })
})
