/** A table of your own rows. It completes each row from the vendor's seed, and refuses values that contradict it. */
import { isObject } from "@salesbridge/openapi/Json"
import type { Making } from "./Factories.ts"
import type { Untyped } from "../Json.ts"
import type { SeedTable } from "./Seed.ts"
import { type Field, fieldOf } from "./Field.ts"

export type Row = Record<string, unknown>
export type Rows = Array<Row> | Record<string, Row>
export type State = Record<string, unknown>

/** `Factories` of any state. */
export interface AnyFactories {
  readonly defaults?: Readonly<Record<string, (making: Making<Untyped>, given: Row) => Row>>
  readonly keys?: Readonly<Record<string, (row: Row) => string>>
  readonly links?: Readonly<Record<string, string>>
  readonly choices?: Readonly<Record<string, Readonly<Record<string, ReadonlyArray<unknown>>>>>
  readonly nullable?: Readonly<Record<string, ReadonlyArray<string>>>
  readonly setup?: ReadonlyArray<string>
}

export interface Seeding {
  readonly vendor: string
  readonly factories: AnyFactories
  /** The vendor's seed, from which rows are completed. */
  readonly like: Readonly<State>
  /** Milliseconds since 1970. */
  readonly now: number
  readonly uuid: () => string
}

/** The common properties of a table's rows. */
interface Form {
  readonly fields: ReadonlyMap<string, Field>
  /** The field that holds the identifier. */
  readonly id: string | undefined
  /** The key of a row, in a table that is a record. */
  readonly keyOf: ((row: Row) => string) | undefined
}

export const tableOf = (state: State, name: string, seeding: Seeding): SeedTable<Row> => {
  const rows = state[name] as Rows
  let form: Form | undefined
  return {
    add: (given = {}) => {
      form ??= formOf(name, Array.isArray(rows), seeding)
      return structuredClone(new Addition(state, name, form, seeding).add(given as Row))
    },
    rows: () => structuredClone(Object.values(rows)),
    clear: () => empty(rows)
  }
}

export const empty = (rows: Rows): void => {
  if (Array.isArray(rows)) rows.length = 0
  else for (const key of Object.keys(rows)) delete rows[key]
}

const formOf = (name: string, isList: boolean, { factories, like }: Seeding): Form => {
  const examples = Object.entries((like[name] ?? {}) as Rows)
  const rows = examples.map(([, row]) => row)
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const keyOf = factories.keys?.[name]
  const isKey = (field: string) =>
    isList || keyOf !== undefined
      ? ["id", "uuid"].includes(field)
      : examples.every(([key, row]) => String(row[field]) === key)
  // An empty record says nothing about its rows.
  const id = (isList || rows.length > 0 ? names : ["id", "uuid"]).find(isKey)
  return {
    fields: new Map(names.map((field) => [field, fieldOf(field, rows, like)])),
    id,
    keyOf: keyOf ?? (id === undefined ? undefined : (row) => String(row[id]))
  }
}

/** The creation of one row. */
class Addition {
  readonly #state: State
  readonly #rows: Rows
  readonly #name: string
  readonly #form: Form
  readonly #seeding: Seeding

  constructor(state: State, name: string, form: Form, seeding: Seeding) {
    this.#state = state
    this.#rows = state[name] as Rows
    this.#name = name
    this.#form = form
    this.#seeding = seeding
  }

  add(given: Row): Row {
    const { fields, id } = this.#form
    const { factories, now, uuid } = this.#seeding
    const made = factories.defaults?.[this.#name]?.({ state: this.#state, now, uuid }, given) ?? {}
    const names = new Set([...(id === undefined ? [] : [id]), ...fields.keys(), ...Object.keys(made)])
    for (const field of Object.keys(given)) {
      // In an empty table, any field is accepted.
      if (fields.size === 0 && !(this.#name in (factories.defaults ?? {}))) names.add(field)
      else if (!names.has(field))
        throw this.#wrong(`there is no field "${field}". There are: ${[...names].join(", ")}.`)
    }
    const row: Row = {}
    for (const field of names) {
      const value = given[field] === undefined ? this.#fresh(field, made) : this.#checked(field, given[field], made)
      if (value !== undefined) row[field] = value
    }
    this.#insert(row)
    return row
  }

  /** A given value, in the vendor's notation. */
  #checked(field: string, value: unknown, made: Row): unknown {
    const { factories, like } = this.#seeding
    const known = this.#form.fields.get(field) ?? fieldOf(field, [], like)
    const isNullable =
      field !== this.#form.id &&
      ((field in made && (made[field] ?? null) === null) || factories.nullable?.[this.#name]?.includes(field) === true)
    const mistake = known.mistake(value, isNullable)
    if (mistake !== undefined) throw this.#wrong(`${field} ${mistake}`)
    const written = known.written(value)
    const choices = factories.choices?.[this.#name]?.[field]
    if (choices?.includes(written) === false) {
      throw this.#wrong(`${field} is ${shown(value)}, and must be one of ${choices.map(shown).join(", ")}.`)
    }
    const table = field === this.#form.id || written === null ? undefined : factories.links?.[field]
    if (table !== undefined) {
      const lost = [written].flat().find((one) => !has(this.#state[table], one))
      if (lost !== undefined) {
        throw this.#wrong(`${field} is ${shown(lost)}, and there is no such row in ${table}. Add that first.`)
      }
    }
    return written
  }

  /** The value of a field that was not given. Undefined leaves it out. */
  #fresh(field: string, made: Row): unknown {
    const { now, uuid } = this.#seeding
    if (field in made) return made[field]
    if (field === this.#form.id) return this.#freeId()
    const known = this.#form.fields.get(field)
    return known?.always === true ? this.#linked(field, known.fresh({ now, uuid, name: this.#name })) : undefined
  }

  #freeId(): unknown {
    const { fields, id = "" } = this.#form
    const { uuid } = this.#seeding
    const example = fields.get(id)?.example
    if (typeof example !== "number") {
      return /^[\da-f]{24}$/.test(String(example)) ? uuid().replaceAll("-", "").slice(0, 24) : uuid()
    }
    const taken = Object.values(this.#rows).map((row) => Number(row[id]))
    return taken.reduce((free, one) => Math.max(free, one + 1), this.#next[this.#name] ?? 1)
  }

  /** A reference to a deleted row is replaced by another row, or by null. */
  #linked(field: string, value: unknown): unknown {
    const table = this.#seeding.factories.links?.[field]
    if (table === undefined || value === null) return value
    const rows = this.#state[table] as Rows
    if (Array.isArray(value)) return value.filter((one) => has(rows, one))
    if (has(rows, value)) return value
    const [first] = Object.entries(rows)
    return first === undefined ? null : Array.isArray(rows) ? first[1]["id"] : (first[1][field] ?? first[0])
  }

  #insert(row: Row): void {
    const { id, keyOf } = this.#form
    const rows = this.#rows
    const value = id === undefined ? undefined : row[id]
    const taken = (key: unknown) => this.#wrong(`${id ?? "the row"} ${shown(key)} already exists. Choose another.`)
    if (Array.isArray(rows)) {
      if (id !== undefined && rows.some((other) => other[id] === value)) throw taken(value)
      rows.push(row)
      // Rules find rows by binary search, which needs them in order.
      if (typeof value === "number") rows.sort((one, other) => Number(one[id!]) - Number(other[id!]))
    } else {
      if (keyOf === undefined) throw this.#wrong("no rows can be added, as nothing says what they are found by.")
      const key = keyOf(row)
      if (Object.hasOwn(rows, key)) throw taken(key)
      rows[key] = row
    }
    const next = this.#next
    if (next[this.#name] !== undefined) next[this.#name] = Math.max(next[this.#name]!, Number(value) + 1)
  }

  /** The next identifiers, by table. */
  get #next(): Record<string, number> {
    return (this.#state["next"] ?? {}) as Record<string, number>
  }

  #wrong(what: string): Error {
    return new Error(`The seed of ${this.#seeding.vendor}, ${this.#name}: ${what}`)
  }
}

const has = (rows: unknown, id: unknown): boolean =>
  Array.isArray(rows) ? rows.some((row: Row) => row["id"] === id) : isObject(rows) && Object.hasOwn(rows, String(id))

const shown = (value: unknown): string => (value instanceof Date ? "a Date" : JSON.stringify(value))
