/** A minimal mock for replays: responds with the example that `Prefer` names, or with a problem if there is none. */
import { createServer } from "node:http"
import { readFile } from "node:fs/promises"
import type { AddressInfo } from "node:net"
import type { Serve } from "../src/replay/Replay.ts"

interface Document {
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } }
}
interface Operation {
  readonly responses: { readonly [status: string]: { readonly content?: { readonly "application/json": Media } } }
}
interface Media {
  readonly examples?: { readonly [name: string]: { readonly value: unknown } }
}

export const serve: Serve = async (specification) => {
  const { paths } = JSON.parse(await readFile(specification, "utf8")) as Document
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1")
    const path = Object.keys(paths).find((template) =>
      new RegExp(`^${template.replace(/\{[^}]+\}/g, "[^/]+")}$`).test(pathname)
    )
    const operation = paths[path ?? ""]?.[(request.method ?? "").toLowerCase()]
    const [, code = "200", , example = ""] =
      /code=(\d+)(, example=(\w+))?/.exec(String(request.headers["prefer"])) ?? []
    const answer = operation?.responses[code]
    const type = answer === undefined ? "application/problem+json" : "application/json"
    response.writeHead(answer === undefined ? 404 : Number(code), { "content-type": type })
    const body =
      answer === undefined
        ? { title: `no answer ${code}` }
        : answer.content?.["application/json"].examples?.[example]?.value
    response.end(body === undefined ? undefined : JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      })
  }
}
