/** Serves the built site on loopback, like any static file server. */
import { existsSync, readFileSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { extname, join } from "node:path"

const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".svg": "image/svg+xml"
}

export interface Served {
  readonly origin: string
  readonly close: () => Promise<void>
}

export const serve = (folder: string, base: string): Promise<Served> =>
  new Promise((resolve) => {
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? "/", "http://site")
      const file = pathname.startsWith(base)
        ? join(folder, pathname.slice(base.length), pathname.endsWith("/") ? "index.html" : "")
        : ""
      if (!existsSync(file)) return response.writeHead(404).end()
      response.writeHead(200, {
        "content-type": types[extname(file)] ?? "application/octet-stream",
        // Their names change with their content.
        ...(file.includes("/assets/") ? { "cache-control": "max-age=600, immutable" } : {})
      })
      return response.end(readFileSync(file))
    })
    server.listen(0, "127.0.0.1", () => {
      resolve({
        origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        close: () => new Promise((done) => server.close(() => done()))
      })
    })
  })
