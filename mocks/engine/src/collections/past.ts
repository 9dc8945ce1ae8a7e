/** The examples of a specification have fixed dates. In a sandbox whose clock is earlier, they would lie ahead. */
import { day, movedByDays, timeOf } from "../sandbox/seed/dates.ts"

/** The names of times at which something has happened: `created_at`, `dateCreated`, `last_used_at`. */
const happened = /created|updated|modified|added|inserted|occurred|^last/i

const timesIn = (value: unknown, name = ""): ReadonlyArray<number> => {
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([name, inner]) => timesIn(inner, name))
  }
  return happened.test(name) ? [timeOf(value) ?? -Infinity] : []
}

/** The value, its dates moved back by as many whole days as nothing in it has happened after this time. */
export const past = <A>(value: A, now: number): A => {
  const latest = Math.max(...timesIn(value))
  return latest > now ? movedByDays(value, Math.floor((now - latest) / day)) : value
}
