/* oxlint-disable unicorn/require-post-message-target-origin -- threads have none */
/**
 * Salesloft's bulk jobs on 127.0.0.1, as documented: jobs are created, filled, started, run and done, and have results
 * by id. It fails calls as told, and records violations by a client.
 *
 * It imports only Node modules, so that it can also run in a worker thread.
 */
import * as http from "node:http"
import type { AddressInfo } from "node:net"
import { parentPort, Worker, workerData } from "node:worker_threads"

type Json = Record<string, unknown>

/** The kinds of calls. */
export type Kind = "create" | "data" | "start" | "get" | "results"

/** A call as received. */
export interface Call {
  readonly kind: Kind
  /** Its index among all calls, and among those of its kind, from 0. */
  readonly index: number
  readonly nth: number
  readonly job: number | undefined
  /** How many records it contains. */
  readonly records: number
  readonly query: Readonly<Record<string, string>>
  readonly body: Json
}

/** How a call fails. */
export interface Fault {
  /** A status; or the connection is cut, or never answered. */
  readonly answer: number | "cut" | "hang"
  /** A string is sent unchanged, anything else as JSON. */
  readonly body?: unknown
  /**
   * The effect of the failed call: none by default; all of its records; some of them; or all of them after this many
   * milliseconds, or after the next call of a kind.
   */
  readonly effect?: "all" | { readonly records: number } | { readonly after: number | Kind }
}

export interface Options {
  /** For how many requests a started job is still running. Default: 1. */
  readonly runs?: number
  /** How many requests for a done job's results return none. Default: 0. */
  readonly lag?: number
  readonly fault?: (call: Call) => Fault | undefined
}

export interface Job {
  readonly id: number
  readonly name: string | null
  state: "open" | "executing" | "done"
  readonly records: Array<{ readonly id: number; readonly record: Json }>
}

export interface Running {
  readonly url: string
  readonly calls: ReadonlyArray<Call>
  readonly jobs: ReadonlyMap<number, Job>
  readonly violations: ReadonlyArray<string>
  readonly close: () => Promise<void>
}

const ago = "2026-06-01T09:00:00.000000-04:00"

/** The index of the first record after this id, or -1. Ids ascend, but not by one if two jobs are filled in turn. */
const firstAfter = (records: Job["records"], after: number): number => {
  let [low, high] = [0, records.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (records[middle]!.id > after) high = middle
    else low = middle + 1
  }
  return low === records.length ? -1 : low
}

export const serve = async (options: Options = {}): Promise<Running> => {
  const { runs = 1 } = options
  const calls: Array<Call> = []
  const jobs = new Map<number, Job>()
  const violations: Array<string> = []
  const asked = new Map<number, number>()
  const counts = { create: 0, data: 0, start: 0, get: 0, results: 0 }
  const timers = new Set<NodeJS.Timeout>()
  let late: { readonly after: Kind; readonly call: Call } | undefined
  let lag = options.lag ?? 0
  let lastJob = 210
  let lastRecord = 1000

  const shown = (job: Job) => ({
    id: job.id,
    created_at: ago,
    updated_at: ago,
    name: job.name,
    type: "person/upsert",
    state: job.state,
    ready_to_execute: job.state !== "open",
    scopes: [],
    total: job.records.length,
    processed: job.state === "done" ? job.records.length : 0,
    errors: 0,
    marked_ready_at: null,
    started_at: null,
    finished_at: null
  })

  const invalid = (field: string, text: string) => ({ status: 422, body: { errors: { [field]: [text] } } })

  const outcome = (record: Json, id: number) =>
    record["last_name"] === "Unlucky"
      ? { status: "error", resource: null, error: "Email address is invalid" }
      : {
          status: "success",
          resource: {
            person: { ...record, id: id + 1_000_000, created_at: ago, updated_at: ago, tags: [], custom_fields: [] },
            upsert_type: "create"
          },
          error: null
        }

  const act = (call: Call, part?: number): { readonly status: number; readonly body: unknown } => {
    if (call.kind === "create") {
      if (call.body["type"] !== "person/upsert") violations.push(`a job of type ${String(call.body["type"])}`)
      const job: Job = { id: ++lastJob, name: (call.body["name"] as string) ?? null, state: "open", records: [] }
      jobs.set(job.id, job)
      return { status: 200, body: { data: shown(job) } }
    }
    const job = jobs.get(call.job!)
    if (job === undefined) return { status: 404, body: { error: "Not Found" } }
    if (call.kind === "data") {
      const data = call.body["data"] as ReadonlyArray<Json>
      if (!Array.isArray(data) || data.length === 0) violations.push("data that is no list, or an empty one")
      if (data.length > 5000) violations.push(`${data.length} records in one call`)
      if (job.state !== "open") {
        violations.push(`data for job ${job.id}, which is ${job.state}`)
        return invalid("state", "must be open")
      }
      for (const record of data.slice(0, part)) job.records.push({ id: ++lastRecord, record })
      return { status: 200, body: { data: { records: part ?? data.length } } }
    }
    if (call.kind === "start") {
      if (call.body["ready_to_execute"] !== true) violations.push("an update that starts nothing")
      if (job.state !== "open") return invalid("state", "must be open")
      if (job.records.length === 0) violations.push(`the start of job ${job.id} without records`)
      job.state = runs === 0 ? "done" : "executing"
      return { status: 200, body: { data: shown(job) } }
    }
    if (call.kind === "get") {
      if (job.state === "executing") {
        const times = (asked.get(job.id) ?? 0) + 1
        asked.set(job.id, times)
        if (times > runs) job.state = "done"
      }
      return { status: 200, body: { data: shown(job) } }
    }
    const perPage = Number(call.query["per_page"] ?? 25)
    if (!(perPage >= 1 && perPage <= 100)) violations.push(`${perPage} results in one call`)
    if (job.state !== "done") violations.push(`results of job ${job.id}, which is ${job.state}`)
    const after = Number(call.query["id[gt]"] ?? 0)
    const from = firstAfter(job.records, after)
    const empty = from === -1 || job.state !== "done" || lag-- > 0
    const page = empty ? [] : job.records.slice(from, from + perPage)
    return {
      status: 200,
      body: {
        metadata: { filtering: {}, paging: { per_page: perPage }, sorting: {} },
        data: page.map(({ id, record }) => ({ id, record, ...outcome(record, id) }))
      }
    }
  }

  const kindOf = (method: string, path: string): Kind | undefined => {
    if (path === "/v2/bulk_jobs") return method === "POST" ? "create" : undefined
    if (/^\/v2\/bulk_jobs\/\d+\/job_data$/.test(path)) return method === "POST" ? "data" : undefined
    if (/^\/v2\/bulk_jobs\/\d+\/results$/.test(path)) return method === "GET" ? "results" : undefined
    if (!/^\/v2\/bulk_jobs\/\d+$/.test(path)) return undefined
    return ({ GET: "get", PUT: "start" } as const)[method]
  }

  const server = http.createServer((request, response) => {
    const chunks: Array<Buffer> = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const { pathname, searchParams } = new URL(request.url!, "http://127.0.0.1")
      const answer = (status: number, body: unknown) => {
        response.writeHead(status, { "content-type": "application/json" })
        response.end(typeof body === "string" ? body : JSON.stringify(body))
      }
      const kind = kindOf(request.method!, pathname)
      if (request.headers.authorization === undefined) violations.push(`no token for ${pathname}`)
      if (kind === undefined) {
        violations.push(`${request.method} ${pathname}`)
        answer(404, { error: "Not Found" })
        return
      }
      const text = Buffer.concat(chunks).toString()
      const body = text === "" ? {} : (JSON.parse(text) as Json)
      const call: Call = {
        kind,
        index: calls.length,
        nth: counts[kind]++,
        job: kind === "create" ? undefined : Number(pathname.split("/")[3]),
        records: Array.isArray(body["data"]) ? body["data"].length : 0,
        query: Object.fromEntries(searchParams),
        body
      }
      // The jobs have the records, so they are not kept twice.
      calls.push({ ...call, body: { ...body, data: undefined } })
      const fault = options.fault?.(call)
      if (fault === undefined) {
        const { body, status } = act(call)
        if (late?.after === kind) {
          act(late.call)
          late = undefined
        }
        answer(status, body)
        return
      }
      const { effect } = fault
      if (effect === "all") act(call)
      else if (effect !== undefined && "records" in effect) act(call, effect.records)
      else if (effect !== undefined && typeof effect.after === "string") late = { after: effect.after, call }
      else if (effect !== undefined) {
        const timer = setTimeout(() => act(call), Number(effect.after))
        timers.add(timer)
      }
      if (fault.answer === "cut") request.socket.destroy()
      else if (fault.answer !== "hang") answer(fault.answer, fault.body ?? { error: "it did not work" })
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    jobs,
    violations,
    close: () =>
      new Promise((resolve) => {
        for (const timer of timers) clearTimeout(timer)
        server.closeAllConnections()
        server.close(() => resolve())
      })
  }
}

/** What the server in a worker thread has seen. */
export interface Seen {
  readonly jobs: number
  readonly records: number
  /** How many different people there are, by `email_address`. */
  readonly people: number
  readonly calls: Readonly<Record<Kind, number>>
  readonly violations: ReadonlyArray<string>
}

/** The server in a worker thread, so that its memory is separate from the test's. */
export const serveApart = async () => {
  const worker = new Worker(new URL(import.meta.url), { workerData: { bulkJobServer: true } })
  const next = <A>() =>
    new Promise<A>((resolve, reject) => {
      worker.once("message", resolve)
      worker.once("error", reject)
    })
  const url = await next<string>()
  return {
    url,
    seen: () => {
      const answer = next<Seen>()
      worker.postMessage("seen")
      return answer
    },
    close: () => worker.terminate()
  }
}

if ((workerData as { readonly bulkJobServer?: boolean } | null)?.bulkJobServer === true) {
  const { calls, jobs, url, violations } = await serve()
  parentPort!.postMessage(url)
  parentPort!.on("message", () => {
    const records = [...jobs.values()].flatMap((job) => job.records)
    const count = (kind: Kind) => calls.filter((call) => call.kind === kind).length
    const seen: Seen = {
      jobs: jobs.size,
      records: records.length,
      people: new Set(records.map(({ record }) => record["email_address"])).size,
      calls: {
        create: count("create"),
        data: count("data"),
        start: count("start"),
        get: count("get"),
        results: count("results")
      },
      violations
    }
    parentPort!.postMessage(seen)
  })
}
