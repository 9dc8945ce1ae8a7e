/** A snapshot: the whole state of a sandbox as JSON, and the validation of one from outside. */
import type { Definition } from "./Definition.ts"
import type { Job } from "./Jobs.ts"
import { isObject } from "@salesbridge/openapi/Json"
import type { Untyped } from "./Json.ts"

export interface Snapshot {
  readonly vendor: string
  /** Milliseconds that the sandbox's clock is ahead of the system's. */
  readonly ahead: number
  readonly random: number
  readonly state: unknown
  readonly jobs: ReadonlyArray<Job>
}

/** The name of the job that makes one attempt of a delivery. */
export const delivering = "@deliver"

/** What a snapshot is compared with. */
interface Expected {
  readonly vendor: string
  readonly definition: Definition<Untyped>
  /** The initial state of the sandbox. */
  readonly seed: unknown
}

/** Validates a snapshot from outside. Throws an Error that names the first wrong place. */
export const readSnapshot = (value: unknown, { definition, seed, vendor }: Expected): Snapshot => {
  const wrong = (place: string, what: string) =>
    new Error(`This is not a complete snapshot as GET /_sandbox/snapshot returns it: ${place} ${what}.`)
  if (!isObject(value)) throw wrong("it", "must be an object")
  if (typeof value["vendor"] !== "string") throw wrong("vendor", "must be text")
  if (value["vendor"] !== vendor) {
    throw new Error(`This snapshot is of ${value["vendor"]}, and this sandbox is ${vendor}.`)
  }
  const { ahead, jobs, random, state } = value
  if (!isTime(Date.now() + Number(ahead)) || typeof ahead !== "number")
    throw wrong("ahead", "must be a number of milliseconds")
  if (!Number.isInteger(random)) throw wrong("random", "must be a whole number")
  if (!Array.isArray(jobs)) throw wrong("jobs", "must be a list")
  for (const [index, job] of jobs.entries()) {
    const mistake = wrongJob(job, definition.jobs ?? {})
    if (mistake !== undefined) throw wrong(`jobs.${index}${mistake.place}`, mistake.what)
  }
  const mistake = wrongState(state, seed, "state", 0)
  if (mistake !== undefined) throw wrong(mistake.place, mistake.what)
  return { vendor, ahead, random: Number(random), jobs: jobs as ReadonlyArray<Job>, state }
}

type Mistake = { readonly place: string; readonly what: string } | undefined

const isTime = (value: unknown): boolean => typeof value === "number" && Math.abs(value) <= 8.64e15

const isText = (value: unknown): boolean => typeof value === "string"

const wrongJob = (job: unknown, known: Readonly<Record<string, unknown>>): Mistake => {
  if (!isObject(job)) return { place: "", what: "must be an object" }
  if (!Number.isSafeInteger(job["id"])) return { place: ".id", what: "must be a whole number" }
  if (!isTime(job["at"])) return { place: ".at", what: "must be a time in milliseconds since 1970" }
  const { name, payload } = job
  if (name === delivering) return wrongDelivery(payload)
  if (typeof name === "string" && Object.hasOwn(known, name)) return undefined
  return { place: ".name", what: `must be one of ${[...Object.keys(known), delivering].join(", ")}` }
}

const wrongDelivery = (delivery: unknown): Mistake => {
  const at = (field: string, what: string) => ({ place: `.payload${field}`, what })
  if (!isObject(delivery)) return at("", "must be a delivery")
  const { attempts, event, headers, id, retries, url } = delivery
  if (!Number.isSafeInteger(id)) return at(".id", "must be a whole number")
  if (!isText(event)) return at(".event", "must be text")
  if (!isText(url)) return at(".url", "must be text")
  if (!("body" in delivery)) return at(".body", "is missing")
  if (headers !== undefined && !(isObject(headers) && Object.values(headers).every(isText))) {
    return at(".headers", "must be an object with string values")
  }
  if (retries !== undefined && !(Array.isArray(retries) && retries.every(isTime))) {
    return at(".retries", "must be a list of milliseconds")
  }
  if (!Array.isArray(attempts) || !attempts.every((one) => isObject(one) && isTime(one["at"]))) {
    return at(".attempts", "must be a list of attempts, each with its time")
  }
  return undefined
}

/** Levels of the state that are compared with the seed: tables, and rows in them. */
const levels = 2

/** Compares lists with lists and records with records. Their content is up to the vendor's rules. */
const wrongState = (value: unknown, like: unknown, place: string, level: number): Mistake => {
  if (Array.isArray(like)) {
    if (!Array.isArray(value)) return { place, what: "must be a list" }
    return level < levels ? wrongMembers(value, like, place, level) : undefined
  }
  if (!isObject(like)) return undefined
  if (value === null && level > 1) return undefined
  if (!isObject(value)) return { place, what: "must be an object" }
  if (level >= levels) return undefined
  if (level > 0) return wrongMembers(value, like, place, level)
  for (const [name, one] of Object.entries(like)) {
    if (!Object.hasOwn(value, name)) return { place: `${place}.${name}`, what: "is missing" }
    const mistake = wrongState(value[name], one, `${place}.${name}`, level + 1)
    if (mistake !== undefined) return mistake
  }
  return undefined
}

/** Rows must be objects if all rows of the seed are. */
const wrongMembers = (value: object, like: object, place: string, level: number): Mistake => {
  const examples = Object.values(like)
  const [example] = examples
  if (!examples.every(isObject) || example === undefined) return undefined
  for (const [name, one] of Object.entries(value)) {
    if (!isObject(one)) return { place: `${place}.${name}`, what: "must be an object" }
    for (const [field, inner] of Object.entries(example as object)) {
      if (!Array.isArray(inner) || one[field] === undefined || level + 1 > levels) continue
      if (!Array.isArray(one[field])) return { place: `${place}.${name}.${field}`, what: "must be a list" }
    }
  }
  return undefined
}
