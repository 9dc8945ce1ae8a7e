/**
 * What a person or a test tells a sandbox, at `/_sandbox` on its own port: look at its state, put it back, move its
 * clock, let something happen or go wrong. Only for this machine: a page of another origin is refused, also one whose
 * name leads here.
 */
import { readFileSync } from "node:fs"
import type { IncomingMessage, ServerResponse } from "node:http"
import { milliseconds } from "./Clock.ts"
import { readFault } from "./Faults.ts"
import { isObject, type Untyped } from "./Json.ts"
import type { Sandbox, Snapshot } from "./Sandbox.ts"

const base = "/_sandbox"

export const isControl = (url: string): boolean => /^\/_sandbox(?:[/?]|$)/.test(url)

interface Asked {
  readonly body: unknown
  readonly query: URLSearchParams
  readonly path: ReadonlyArray<string>
}

type Answered = { readonly status?: number; readonly value: unknown }

/** A mistake of the caller; its message is the answer. */
class Refused extends Error {
  readonly status: number
  constructor(message: string, status = 400) {
    super(message)
    this.status = status
  }
}

const files: Readonly<Record<string, string>> = {
  "index.html": "text/html; charset=utf-8",
  "app.js": "text/javascript; charset=utf-8",
  "style.css": "text/css; charset=utf-8",
  "icon.svg": "image/svg+xml"
}

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/

/** What answers at `/_sandbox`. */
export const make = (sandbox: Sandbox<Untyped>): ((request: IncomingMessage, response: ServerResponse) => void) => {
  const routes = routesOf(sandbox)
  return (request, response) => {
    const refuse = (status: number, message: string) => send(response, status, { error: message })
    const { host = "", origin } = request.headers
    if (!loopback.test(host) || (origin !== undefined && origin !== `http://${host}`)) {
      return refuse(403, "Only pages and programs of this machine may control a sandbox.")
    }
    // Not with the caller's host, which may be no host at all: 127.0.0.999.
    const url = new URL(request.url ?? base, "http://localhost")
    const path = parts(url.pathname.slice(base.length))
    if (path === undefined) return refuse(400, `"${url.pathname}" is badly encoded.`)
    const method = request.method ?? "GET"
    const file = path.length === 0 ? "index.html" : path[0]!
    if (
      method === "GET" &&
      path.length <= 1 &&
      Object.hasOwn(files, file) &&
      (path.length === 1 || wantsPage(request))
    ) {
      return page(response, url.pathname, file)
    }
    if (method === "GET" && path[0] === "live") return live(sandbox, response)
    const route = routes[`${method} ${path[0] ?? ""}`]
    if (route === undefined) return refuse(404, `There is no ${method} ${url.pathname}. There are: ${known(routes)}.`)
    const chunks: Array<Buffer> = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString("utf8")
      Promise.resolve()
        .then(() => route({ body: parse(text), query: url.searchParams, path: path.slice(1) }))
        .then(
          ({ status = 200, value }) => send(response, status, value),
          (cause: unknown) =>
            refuse(
              cause instanceof Refused ? cause.status : 400,
              cause instanceof Error ? cause.message : String(cause)
            )
        )
    })
  }
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

const known = (routes: Readonly<Record<string, unknown>>): string =>
  Object.keys(routes)
    .map((route) => route.replace(/ (\w*)$/, (_, name: string) => ` ${base}${name === "" ? "" : `/${name}`}`))
    .join(", ")

const wantsPage = ({ headers }: IncomingMessage): boolean => (headers.accept ?? "").includes("text/html")

const parse = (text: string): unknown => {
  if (text === "") return undefined
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Refused(`The body is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}

// No other page may embed what is here, nor a browser guess what it is.
const always = {
  "cache-control": "no-store",
  "cross-origin-resource-policy": "same-origin",
  "x-content-type-options": "nosniff"
} as const

const send = (response: ServerResponse, status: number, value: unknown): void => {
  response.writeHead(status, { ...always, "content-type": "application/json; charset=utf-8" })
  response.end(JSON.stringify(value, null, 1))
}

const page = (response: ServerResponse, pathname: string, file: string): void => {
  // Relative addresses in the page need the slash.
  if (file === "index.html" && !pathname.endsWith("/") && pathname === base) {
    response.writeHead(302, { location: `${base}/` }).end()
    return
  }
  response.writeHead(200, {
    ...always,
    "content-type": files[file]!,
    "content-security-policy": "default-src 'self'; frame-ancestors 'none'"
  })
  response.end(readFileSync(new URL(`page/${file}`, import.meta.url)))
}

/** Bytes that wait for a watcher. */
const most = 4 * 1024 * 1024

/** Tells of each request as it comes, as server-sent events. */
const live = (sandbox: Sandbox<Untyped>, response: ServerResponse): void => {
  response.writeHead(200, { ...always, "content-type": "text/event-stream" })
  response.write("retry: 1000\n: watching\n\n")
  const end = sandbox.log.watch((entry) => {
    // Whoever reads too slowly misses some, and finds them in the log.
    if (response.writableLength < most) response.write(`id: ${entry.id}\ndata: ${JSON.stringify(entry)}\n\n`)
  })
  response.on("close", end)
}

const routesOf = (
  sandbox: Sandbox<Untyped>
): Readonly<Record<string, (asked: Asked) => Answered | Promise<Answered>>> => {
  const operations = sandbox.specification.operations.map(({ id }) => id)
  const snapshots = new Map<string, Snapshot>()
  const about = () => ({
    vendor: sandbox.vendor,
    title: sandbox.specification.title,
    now: new Date(sandbox.now).toISOString(),
    requests: sandbox.log.count,
    operations: sandbox.specification.operations.map(({ answers, id, method, path, summary }) => ({
      id,
      method,
      path,
      summary,
      statuses: [...answers.keys()]
    })),
    events: Object.entries(sandbox.definition.events ?? {}).map(([name, { description, example }]) => ({
      name,
      description,
      example
    })),
    faults: sandbox.faults.all,
    snapshots: [...snapshots.keys()]
  })
  const clock = () => ({ now: new Date(sandbox.now).toISOString(), due: sandbox.jobs })
  return {
    "GET ": () => ({ value: about() }),
    "GET overview": () => ({
      value: {
        now: new Date(sandbox.now).toISOString(),
        tables: tablesOf(sandbox.state).map(([name, rows]) => ({ name, count: Object.keys(rows).length })),
        log: { first: sandbox.log.entries[0]?.id ?? sandbox.log.count + 1 },
        faults: sandbox.faults.all,
        due: { all: sandbox.jobs.length, next: sandbox.jobs.slice(0, 5) },
        deliveries: { all: sandbox.deliveries.length, latest: sandbox.deliveries.slice(-100) },
        snapshots: [...snapshots.keys()]
      }
    }),
    "GET tables": ({ path: [name], query }) => {
      const found = tablesOf(sandbox.state).find(([one]) => one === name)
      if (found === undefined) throw new Refused(`The state has no table ${String(name)}.`, 404)
      return { value: rowsOf(found[1], query.get("search") ?? "", whole(query, "limit", 200)) }
    },
    "GET state": ({ path }) => ({ value: at(sandbox.state, path) }),
    "POST reset": () => {
      sandbox.reset()
      return { value: clock() }
    },
    "GET snapshots": ({ path: [name] }) => {
      if (name === undefined) return { value: [...snapshots.keys()] }
      return { value: one(snapshots, name) }
    },
    "POST snapshots": ({ body, path: [name, action] }) => {
      if (name !== undefined && action === "restore") {
        sandbox.restore(one(snapshots, name))
        return { value: clock() }
      }
      const given = isObject(body) ? body["name"] : undefined
      let number = snapshots.size + 1
      while (snapshots.has(String(number))) number++
      const key = typeof given === "string" && given !== "" ? given : String(number)
      snapshots.set(key, sandbox.snapshot())
      return { status: 201, value: { name: key } }
    },
    "GET snapshot": () => ({ value: sandbox.snapshot() }),
    "PUT snapshot": ({ body }) => {
      if (!isSnapshot(body)) throw new Refused("Give a whole snapshot, as GET /_sandbox/snapshot shows one.")
      sandbox.restore(body)
      return { value: clock() }
    },
    "GET log": ({ query }) => {
      const after = whole(query, "after", 0)
      const entries = sandbox.log.entries.filter(({ id }) => id > after)
      return { value: entries.slice(-whole(query, "last", entries.length) || entries.length) }
    },
    "DELETE log": () => {
      sandbox.log.clear()
      return { value: [] }
    },
    "GET faults": () => ({ value: sandbox.faults.all }),
    "POST faults": ({ body }) => ({ status: 201, value: sandbox.faults.add(readFault(body, operations)) }),
    "DELETE faults": ({ path: [id] }) => {
      if (id === undefined) sandbox.faults.clear()
      else if (!sandbox.faults.remove(Number(id))) throw new Refused(`There is no fault ${id}.`, 404)
      return { value: sandbox.faults.all }
    },
    "GET clock": () => ({ value: clock() }),
    "POST clock": async ({ body }) => {
      if (!isObject(body) || !("advance" in body)) throw new Refused('Say how far: {"advance": "15 seconds"}.')
      const by = milliseconds(body["advance"] as number | string)
      if (Number.isNaN(new Date(sandbox.now + by).getTime())) throw new Refused("Dates end before that.")
      await sandbox.advance(by)
      return { value: clock() }
    },
    // As Pact's verifier asks for it. Each interaction meets the seed; one that wants an error gets it once.
    // With `?examples=true` one that wants a success gets the specification's example of it, too.
    "POST provider-states": ({ body, query }) => {
      const { action, params } = isObject(body) ? body : {}
      sandbox.reset()
      if (action !== "teardown" && isObject(params)) {
        const { operation: name, status } = params
        const operation =
          sandbox.specification.operations.find(({ aliases }) => aliases.includes(String(name)))?.id ?? name
        if (typeof status === "number" && (status >= 400 || query.get("examples") === "true")) {
          sandbox.faults.add(readFault({ operation, status, count: 1 }, operations))
        }
      }
      return { value: {} }
    },
    "GET deliveries": () => ({ value: sandbox.deliveries }),
    "POST events": async ({ body, path: [event] }) => {
      if (event === undefined) throw new Refused(`Name the event: POST ${base}/events/<name>.`)
      sandbox.happen(event, body)
      await sandbox.idle()
      return { value: clock() }
    }
  }
}

const isSnapshot = (value: unknown): value is Snapshot & Record<string, unknown> =>
  isObject(value) &&
  isObject(value["state"]) &&
  Number.isFinite(value["ahead"]) &&
  Number.isFinite(value["random"]) &&
  Array.isArray(value["jobs"]) &&
  value["jobs"].every((job) => isObject(job) && Number.isFinite(job["at"]) && Number.isInteger(job["id"]))

const one = (snapshots: ReadonlyMap<string, Snapshot>, name: string): Snapshot => {
  const snapshot = snapshots.get(name)
  if (snapshot === undefined) throw new Refused(`There is no snapshot "${name}".`, 404)
  return snapshot
}

const at = (value: unknown, path: ReadonlyArray<string>): unknown => {
  let found = value
  for (const key of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) {
      throw new Refused(`The state has no ${path.join(".")}.`, 404)
    }
    found = (found as Record<string, unknown>)[key]
  }
  return found
}

const whole = (query: URLSearchParams, name: string, absent: number): number => {
  const given = query.get(name)
  if (given === null) return absent
  if (!/^\d{1,9}$/.test(given)) throw new Refused(`"${name}" is a whole number from 0, not "${given}".`)
  return Number(given)
}

/** The state's members that hold things, under their names; its other members are rows of one more table. */
const tablesOf = (state: object): ReadonlyArray<readonly [name: string, rows: object]> => {
  const members = Object.entries(state)
  const tables = members.filter(([, value]) => typeof value === "object" && value !== null)
  const others = members.filter(([, value]) => typeof value !== "object" || value === null)
  return others.length === 0 ? tables : [...tables, ["others", Object.fromEntries(others)]]
}

/** At most so many of the rows that hold a text, the last first: what was made last is looked for first. */
const rowsOf = (rows: object, search: string, limit: number) => {
  const text = search.toLowerCase()
  const found = Object.entries(rows).filter(
    ([key, row]) => text === "" || key.toLowerCase() === text || holds(row, text)
  )
  return {
    list: Array.isArray(rows),
    count: Object.keys(rows).length,
    matched: found.length,
    rows: limit === 0 ? [] : found.slice(-limit).toReversed()
  }
}

const holds = (value: unknown, text: string): boolean =>
  typeof value === "object" && value !== null
    ? Object.values(value).some((inner) => holds(inner, text))
    : String(value).toLowerCase().includes(text)
