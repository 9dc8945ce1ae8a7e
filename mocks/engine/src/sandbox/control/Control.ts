/**
 * The control API at `/_sandbox` on the sandbox's port: read and reset the state, move the clock, trigger events and
 * faults. It refuses pages of other origins, requests from sandboxes, and any `Host` but localhost or a loopback address,
 * because other names can be made to resolve to this machine.
 */
import type { IncomingMessage, ServerResponse } from "node:http"
import { parseJson } from "../../http/json.ts"
import { controlPath, sandboxMark } from "../../http/mark.ts"
import { largestBody, readBody } from "../../http/requestBody.ts"
import type { Untyped } from "../Json.ts"
import type { Sandbox } from "../Sandbox.ts"
import { sendLive } from "./live.ts"
import { fileOf, notesOf, sendFile, sendNotes } from "./page.ts"
import { Refused, send } from "./reply.ts"
import { type Route, routesOf } from "./routes.ts"

/** Answers requests at `/_sandbox`. Before an answer that reports a change, it waits for `save`. */
export const make = (
  sandbox: Sandbox<Untyped>,
  save: (() => Promise<void>) | undefined
): ((request: IncomingMessage, response: ServerResponse) => void) => {
  const routes = routesOf(sandbox)
  const notes = notesOf(sandbox.specification.location)
  return (request, response) => {
    const refuse = (status: number, message: string) => send(response, status, { error: message })
    // Not with the caller's host, which may be invalid: 127.0.0.999.
    const url = new URL(request.url ?? controlPath, "http://localhost")
    const path = parts(url.pathname.slice(controlPath.length))
    if (path === undefined) return refuse(400, `"${url.pathname}" is badly encoded.`)
    const file = fileOf(request, path)
    const stranger = strangerIn(request, file !== undefined)
    if (stranger !== undefined) return refuse(403, stranger)
    if (file !== undefined)
      return void sendFile(response, url.pathname, file).catch((cause: unknown) => refuse(500, String(cause)))
    const method = request.method ?? "GET"
    if (method === "GET" && path[0] === "live") return sendLive(sandbox.log, response)
    if (method === "GET" && path[0] === "notes" && notes !== undefined) return sendNotes(response, notes)
    const name = `${method} ${path[0] ?? ""}`
    const route = Object.hasOwn(routes, name) ? routes[name] : undefined
    if (route === undefined) return refuse(404, `There is no ${method} ${url.pathname}. There are: ${known(routes)}.`)
    const answer = async (text: string) => {
      try {
        const body = text === "" ? undefined : parsed(text)
        const { status = 200, value } = await route.run({ body, query: url.searchParams, path: path.slice(1) })
        if (route.changes) await save?.()
        send(response, status, value)
      } catch (cause) {
        const status = cause instanceof Refused ? cause.status : "_tag" in Object(cause) ? 500 : 400
        refuse(status, cause instanceof Error ? cause.message : String(cause))
      }
    }
    readBody(request, response, (text) => void answer(text), route.largest ?? largestBody)
  }
}

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/

/** Why a request is refused. Undefined if it is not. */
const strangerIn = ({ headers }: IncomingMessage, forPage: boolean): string | undefined => {
  const { host = "", origin, "sec-fetch-dest": destination, "sec-fetch-mode": mode, "sec-fetch-site": site } = headers
  if (headers[sandboxMark] !== undefined) return "A webhook may not control a sandbox."
  const follows = forPage && mode === "navigate" && destination === "document"
  const foreign = site !== undefined && site !== "same-origin" && site !== "none" && !follows
  return !loopback.test(host) || (origin !== undefined && origin !== `http://${host}`) || foreign
    ? "Only the sandbox's own page, and programs that call it as localhost or 127.0.0.1, may control it."
    : undefined
}

const parts = (path: string): ReadonlyArray<string> | undefined => {
  try {
    return path
      .split("/")
      .filter((part) => part !== "")
      .map(decodeURIComponent)
  } catch {
    return undefined
  }
}

const known = (routes: Readonly<Record<string, Route>>): string =>
  Object.keys(routes)
    .map((route) => route.replace(/ (\w*)$/, (_, name: string) => ` ${controlPath}${name === "" ? "" : `/${name}`}`))
    .join(", ")

const parsed = (text: string): unknown => {
  try {
    return parseJson(text)
  } catch (cause) {
    throw new Refused(`The body is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}
