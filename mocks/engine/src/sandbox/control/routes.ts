/** The routes of the control API, by method and first segment of the path. */
import { controlPath } from "../../http/mark.ts"
import { milliseconds } from "../Clock.ts"
import { readFault } from "../Faults.ts"
import { isObject } from "@salesbridge/openapi/Json"
import type { Untyped } from "../Json.ts"
import type { Sandbox } from "../Sandbox.ts"
import type { Seed } from "../seed/Seed.ts"
import type { Snapshot } from "../Snapshot.ts"
import { wordsOf } from "./due.ts"
import { notesOf } from "./page.ts"
import { Refused } from "./reply.ts"
import { rowsOf, tablesOf } from "./tables.ts"

export interface Asked {
  readonly body: unknown
  readonly query: URLSearchParams
  /** The segments after the route's own. */
  readonly path: ReadonlyArray<string>
}

type Answered = { readonly status?: number; readonly value: unknown }

export interface Route {
  readonly run: (asked: Asked) => Answered | Promise<Answered>
  /** Whether the state file must hold its effect before the answer is sent. */
  readonly changes: boolean
  /** The largest body in bytes. */
  readonly largest: number
}

type Routes = Readonly<Record<string, Route>>

/** Bytes: enough for what people and tests write by hand. */
const small = 1024 * 1024
/** Bytes: a snapshot of about 20,000 people. */
const large = 16 * 1024 * 1024

/** Each holds a whole state, and a state file holds all of them. */
const mostSnapshots = 100

const reads = (run: Route["run"]): Route => ({ run, changes: false, largest: small })
const changes = (run: Route["run"], largest = small): Route => ({ run, changes: true, largest })

export const routesOf = (sandbox: Sandbox<Untyped>): Routes => {
  const operations = sandbox.specification.operations.map(({ id }) => id)
  return {
    ...looking(sandbox),
    ...states(sandbox),
    ...faults(sandbox, operations),
    ...events(sandbox),
    ...providerStates(sandbox, operations)
  }
}

const clockOf = (sandbox: Sandbox<Untyped>) => ({ now: new Date(sandbox.now).toISOString(), due: sandbox.jobs })

/** Routes that read. */
const looking = (sandbox: Sandbox<Untyped>): Routes => ({
  "GET ": reads(() => ({ value: about(sandbox) })),
  "GET overview": reads(() => ({ value: overview(sandbox) })),
  "GET tables": reads(({ path: [name], query }) => {
    const found = tablesOf(sandbox.state).find((one) => one.name === name)
    if (found === undefined) throw new Refused(`The state has no table ${String(name)}.`, 404)
    return { value: rowsOf(found.rows, query.get("search") ?? "", whole(query, "limit", 200)) }
  }),
  "GET state": reads(({ path }) => ({ value: at(sandbox.state, path) })),
  "GET log": reads(({ query }) => {
    const after = whole(query, "after", 0)
    const entries = sandbox.log.entries.filter(({ id }) => id > after)
    return { value: entries.slice(-whole(query, "last", entries.length) || entries.length) }
  }),
  "DELETE log": reads(() => {
    sandbox.log.clear()
    return { value: [] }
  }),
  "GET deliveries": reads(() => ({ value: sandbox.deliveries }))
})

const about = (sandbox: Sandbox<Untyped>) => ({
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
  limits: sandbox.limits,
  hasNotes: notesOf(sandbox.specification.location) !== undefined,
  others: sandbox.others,
  faults: sandbox.faults.all,
  snapshots: [...sandbox.snapshots.keys()]
})
export type About = ReturnType<typeof about>

const overview = (sandbox: Sandbox<Untyped>) => ({
  now: new Date(sandbox.now).toISOString(),
  tables: tablesOf(sandbox.state, sandbox.definition.tables).map(({ group, name, rows }) => ({
    name,
    count: Object.keys(rows).length,
    group
  })),
  log: { first: sandbox.log.entries[0]?.id ?? sandbox.log.count + 1 },
  faults: sandbox.faults.all,
  due: {
    all: sandbox.jobs.length,
    next: sandbox.jobs.slice(0, 5).map((job) => ({ id: job.id, at: job.at, words: wordsOf(job, sandbox.state) }))
  },
  deliveries: { all: sandbox.deliveries.length, latest: sandbox.deliveries.slice(-100) },
  snapshots: [...sandbox.snapshots.keys()]
})
export type Overview = ReturnType<typeof overview>

/** Routes that restore the state and move the clock. */
const states = (sandbox: Sandbox<Untyped>): Routes => ({
  "POST reset": changes(() => {
    sandbox.reset()
    return { value: clockOf(sandbox) }
  }),
  "POST seed": changes(({ body }) => {
    sandbox.add(body as Seed)
    return { status: 201, value: clockOf(sandbox) }
  }, large),
  "GET snapshots": reads(({ path: [name] }) => ({
    value: name === undefined ? [...sandbox.snapshots.keys()] : snapshotNamed(sandbox, name)
  })),
  "POST snapshots": changes(({ body, path: [name, action] }) => {
    if (name !== undefined && action === "restore") {
      sandbox.restore(snapshotNamed(sandbox, name))
      return { value: clockOf(sandbox) }
    }
    const given = isObject(body) ? body["name"] : undefined
    let number = sandbox.snapshots.size + 1
    while (sandbox.snapshots.has(String(number))) number++
    const key = typeof given === "string" && given !== "" ? given : String(number)
    if (sandbox.snapshots.size >= mostSnapshots && !sandbox.snapshots.has(key)) {
      const remedy = `Replace an existing one, or DELETE ${controlPath}/snapshots/<name>.`
      throw new Refused(`There are ${mostSnapshots} snapshots already. ${remedy}`, 409)
    }
    sandbox.snapshots.set(key, sandbox.snapshot())
    return { status: 201, value: { name: key } }
  }),
  "DELETE snapshots": changes(({ path: [name = ""] }) => {
    snapshotNamed(sandbox, name)
    sandbox.snapshots.delete(name)
    return { value: [...sandbox.snapshots.keys()] }
  }),
  "GET snapshot": reads(() => ({ value: sandbox.snapshot() })),
  "PUT snapshot": changes(({ body }) => {
    sandbox.restore(body)
    return { value: clockOf(sandbox) }
  }, large),
  "GET clock": reads(() => ({ value: clockOf(sandbox) })),
  "POST clock": changes(async ({ body }) => {
    if (!isObject(body) || !("advance" in body)) throw new Refused('Give the distance: {"advance": "15 seconds"}.')
    const by = milliseconds(body["advance"] as number | string)
    if (Number.isNaN(new Date(sandbox.now + by).getTime())) throw new Refused("Dates end before that.")
    await sandbox.advance(by)
    return { value: clockOf(sandbox) }
  })
})

const faults = (sandbox: Sandbox<Untyped>, operations: ReadonlyArray<string>): Routes => ({
  "GET faults": reads(() => ({ value: sandbox.faults.all })),
  "POST faults": changes(({ body }) => ({ status: 201, value: sandbox.faults.add(readFault(body, operations)) })),
  "DELETE faults": changes(({ path: [id] }) => {
    if (id === undefined) sandbox.faults.clear()
    else if (!sandbox.faults.remove(Number(id))) throw new Refused(`There is no fault ${id}.`, 404)
    return { value: sandbox.faults.all }
  })
})

const events = (sandbox: Sandbox<Untyped>): Routes => ({
  "POST events": changes(async ({ body, path: [event] }) => {
    if (event === undefined) throw new Refused(`Name the event: POST ${controlPath}/events/<name>.`)
    sandbox.trigger(event, body)
    await sandbox.idle()
    return { value: clockOf(sandbox) }
  })
})

/**
 * For Pact's verifier. Each interaction begins with the seed. If it expects an error, the next call gets that error.
 * With `?examples=true`, an expected success gets the specification's example.
 */
const providerStates = (sandbox: Sandbox<Untyped>, operations: ReadonlyArray<string>): Routes => ({
  "POST provider-states": changes(({ body, query }) => {
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
  })
})

const snapshotNamed = ({ snapshots }: Sandbox<Untyped>, name: string): Snapshot => {
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
  if (!/^\d{1,9}$/.test(given)) throw new Refused(`"${name}" must be a whole number from 0, not "${given}".`)
  return Number(given)
}
