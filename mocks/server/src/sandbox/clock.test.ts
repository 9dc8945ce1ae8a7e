/** No record of a vendor is later than the sandbox's clock: a program that asks for changes up to now would miss it. */
import * as Specification from "@salesbridge/mock-engine/specification"
import { RandomCalls } from "@salesbridge/mock-engine/testing"
import { expect, it } from "vitest"
import * as Vendor from "../Vendor.ts"
import { type RunningSandbox, startSandbox } from "./index.ts"

/** Places of times that may lie ahead: plans, customers' own dates, and counters. */
const planned =
  /\/(?:due(?:_on|_at|_date)?|remind_at|send_after|(?:start|end)_time|StartsAt|scheduledAt|close_date|Renewal|mails\/[^/]+\/at|next)$/

const date = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d.*?(Z|[+-]\d\d:?\d\d)?)?$/

/** Milliseconds since 1970 of a date, or of a number of milliseconds or microseconds. Vendors write UTC without a zone. */
const timeOf = (value: unknown): number => {
  if (typeof value === "number") return value > 1e15 ? value / 1000 : value > 1e12 ? value : NaN
  const [text, zone] = date.exec(String(value)) ?? []
  return text === undefined ? NaN : Date.parse(text.length === 10 || zone !== undefined ? text : `${text}Z`)
}

/** The places in a value with times after this one. */
const after = (clock: number, value: unknown, place = ""): ReadonlyArray<string> => {
  if (planned.test(place)) return []
  if (timeOf(value) > clock) return [`${place}: ${String(value)}`]
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => after(clock, inner, `${place}/${name}`))
}

const ahead = (sandbox: RunningSandbox): ReadonlyArray<string> => after(sandbox.now().getTime(), sandbox.state())

const days = ["2026-06-01", "2026-11-30", "2024-02-29", "2000-02-29", "1971-01-01", "2099-12-31"]
const times = ["00:00:00", "04:30:00", "08:59:59", "13:00:00", "14:15:00", "17:59:59", "18:30:00", "23:59:59"]

it.each(Vendor.all().map(({ name }) => name))("%s begins with no record from the future", async (vendor) => {
  for (const now of days.flatMap((day) => times.map((time) => `${day}T${time}Z`))) {
    await using sandbox = await startSandbox(vendor, { now })
    expect({ now, ahead: ahead(sandbox) }).toEqual({ now, ahead: [] })
  }
})

const changed = times.filter((_, index) => index % 3 === 1)

it.each(Vendor.all())("$name creates and changes records at its clock's time", async ({ name, spec }) => {
  const specification = Specification.read(spec)
  // Reads before changes, which need identifiers.
  const operations = specification.operations.toSorted((one, other) => Number(one.changes) - Number(other.changes))
  // After all dates in examples and calls, so that only the sandbox can write a later one.
  for (const now of changed.map((time) => `2028-02-29T${time}Z`)) {
    await using sandbox = await startSandbox(name, { now, limits: false })
    const random = new RandomCalls(specification, 1)
    for (const operation of operations) {
      const { body, headers, url } = random.of(operation)
      const response = await fetch(sandbox.url + url, { method: operation.method, headers, ...(body && { body }) })
      const text = await response.text()
      if (response.ok && text.startsWith("{")) random.learn(operation, JSON.parse(text))
    }
    expect({ now, ahead: ahead(sandbox) }).toEqual({ now, ahead: [] })
    await sandbox.advance("1 day")
    expect({ now, ahead: ahead(sandbox) }).toEqual({ now, ahead: [] })
  }
})
