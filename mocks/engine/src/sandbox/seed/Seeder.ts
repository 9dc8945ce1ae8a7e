/** Adds your own data to a state. */
import { isObject } from "@salesbridge/openapi/Json"
import { milliseconds } from "../Clock.ts"
import type { Untyped } from "../Json.ts"
import { synchronous } from "../synchronous.ts"
import type { Seed, Seeder, Span } from "./Seed.ts"
import { empty, type Row, type Rows, type Seeding, type State, tableOf } from "./Table.ts"

/** Returns a copy of the state with the seed's data, and whether the seed cleared it. Throws if the seed is wrong. */
export const seeded = (
  given: Readonly<State>,
  seed: Seed,
  seeding: Seeding
): { readonly state: State; readonly cleared: boolean } => {
  const state = structuredClone(given) as State
  let cleared = false
  const clear = () => {
    cleared = true
    for (const [name, rows] of tablesIn(state)) if (!(seeding.factories.setup ?? []).includes(name)) empty(rows)
  }
  const seeder = seederOf(state, seeding, clear)
  if (typeof seed === "function") {
    synchronous(seed(seeder), `The seed of ${seeding.vendor}`)
  } else addAll(seeder, seed, seeding)
  for (const name of seeding.factories.setup ?? []) {
    if (Object.keys(state[name] as Rows).length > 0) continue
    throw new Error(`The seed of ${seeding.vendor}, ${name}: the sandbox needs at least one. Add one after clear().`)
  }
  // A copy, because rules may have cached an index of incomplete rows.
  return { state: structuredClone(state), cleared }
}

const addAll = (seeder: Seeder<Untyped>, seed: unknown, { vendor }: Seeding): void => {
  const wrong = (what: string) => new Error(`The seed of ${vendor}${what}`)
  if (!isObject(seed)) throw wrong(` must be rows by table, {"people": [{…}]}, not ${JSON.stringify(seed)}.`)
  const { clear, ...tables } = seed as Row
  if (clear !== undefined && typeof clear !== "boolean") throw wrong(`, clear: must be true or false.`)
  if (clear === true) seeder.clear()
  for (const [name, rows] of Object.entries(tables)) {
    const table = seeder[name]!
    if (!Array.isArray(rows) || !rows.every((row) => isObject(row)))
      throw wrong(`, ${name}: must be a list of objects.`)
    for (const row of rows as ReadonlyArray<Row>) {
      table.add(Object.fromEntries(Object.entries(row).map(([field, value]) => [field, relative(seeder, value)])))
    }
  }
}

/** Converts a value such as `{"ago": "1 day"}` to a date. Returns other values unchanged. */
const relative = ({ ago, fromNow }: Pick<Seeder<Untyped>, "ago" | "fromNow">, value: unknown): unknown => {
  if (!isObject(value) || Object.keys(value).length !== 1) return value
  if ("ago" in value) return ago(value["ago"] as Span)
  return "fromNow" in value ? fromNow(value["fromNow"] as Span) : value
}

const tablesIn = (state: Readonly<State>): ReadonlyArray<readonly [name: string, rows: Rows]> =>
  Object.entries(state).filter((entry): entry is [string, Rows] => isRows(entry[1]))

const isRows = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.values(value).every((row) => isObject(row))

const seederOf = (state: State, seeding: Seeding, clear: () => void): Seeder<Untyped> => {
  const at = (span: Span, sign: 1 | -1) => new Date(seeding.now + sign * lengthOf(span))
  const names = tablesIn(state).map(([name]) => name)
  const known: Record<string, unknown> = {
    ...Object.fromEntries(names.map((name) => [name, tableOf(state, name, seeding)])),
    now: () => new Date(seeding.now),
    ago: (span: Span) => at(span, -1),
    fromNow: (span: Span) => at(span, 1),
    clear
  }
  return new Proxy(known, {
    get: (_, name) => {
      if (typeof name === "symbol" || Object.hasOwn(known, name)) return known[name as string]
      throw new Error(`The seed of ${seeding.vendor}: there is no table "${name}". There are: ${names.join(", ")}.`)
    }
  }) as Seeder<Untyped>
}

const lengths: Readonly<Record<string, number>> = { days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1000 }

const lengthOf = (span: Span): number => {
  if (!isObject(span)) return milliseconds(span as number | string)
  const parts = Object.entries(span)
  if (parts.length > 0 && parts.every(([unit, count]) => Object.hasOwn(lengths, unit) && Number.isFinite(count))) {
    return parts.reduce((sum, [unit, count]) => sum + lengths[unit]! * Number(count), 0)
  }
  throw new Error(
    `${JSON.stringify(span)} is not a length of time. Examples: { days: 1 }, { hours: 2, minutes: 30 }, "1 day".`
  )
}
