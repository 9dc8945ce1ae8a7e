/**
 * Lists: filter, order, limit and offset, the same for every kind of record. A filter's value is compared for equality,
 * or is an array of allowed values, an object of operators, or the text is_null or is_not_null.
 */
import { refuse } from "./responses.ts"

/** The records of a list, and what can be requested of them. */
export interface Resource<Row> {
  /** The plural of its records: "contacts". */
  readonly name: string
  /** The fields that it can be ordered and filtered by. */
  readonly fields: ReadonlySet<string>
  /** The date fields. */
  readonly timestamps: ReadonlySet<string>
  /** The texts that are searched for `q`. */
  readonly searched: (row: Row) => ReadonlyArray<string | null>
  /** Keys of its filter that are not fields. */
  readonly derived?: Readonly<Record<string, (row: Row) => unknown>>
}

export interface Asked {
  readonly filter?: Readonly<Record<string, unknown>>
  readonly limit?: number
  readonly offset?: number
  readonly order_field?: string
  readonly order_type?: "asc" | "desc"
}

export interface Page<Row> {
  readonly data: ReadonlyArray<Row>
  readonly limit: number
  readonly offset: number
  readonly total: number
  readonly has_more: boolean
}

/** @param most The number of records that can be reached. */
export const list = <Row extends object>(
  rows: ReadonlyArray<Row>,
  resource: Resource<Row>,
  { filter = {}, limit = 20, offset = 0, order_field: field, order_type: type = "asc" }: Asked,
  most = Number.POSITIVE_INFINITY
): Page<Row> => {
  // Guess: an empty text counts as absent. The default field is the API reference's example.
  const order = field === undefined || field === "" ? "created_at" : field
  if (!resource.fields.has(order)) {
    // Guess: an unknown field is refused; no page describes it.
    refuse({ order_field: [`The selected order field is invalid: ${resource.name} have no field ${order}.`] })
  }
  const tests = Object.entries(filter).flatMap(([key, wanted]) =>
    wanted === "" || wanted === null ? [] : [test(resource, key, wanted)]
  )
  const found = tests.length === 0 ? [...rows] : rows.filter((row) => tests.every((test) => test(row)))
  found.sort((one, other) => compare(get(one, order), get(other, order)))
  if (type === "desc") found.reverse()
  const total = Math.min(found.length, most)
  const data = found.slice(offset, Math.min(offset + limit, most))
  return { data, limit, offset, total, has_more: offset + data.length < total && data.length > 0 }
}

const get = (row: object, field: string): unknown => (row as Record<string, unknown>)[field] ?? null

/** Guess: null sorts last in ascending order. */
const compare = (one: unknown, other: unknown): number => {
  if (one === other) return 0
  if (one === null) return 1
  if (other === null) return -1
  if (typeof one === "object") return 0
  return (one as string) < (other as string) ? -1 : (one as string) > (other as string) ? 1 : 0
}

type Test<Row> = (row: Row) => boolean

const test = <Row extends object>(resource: Resource<Row>, key: string, wanted: unknown): Test<Row> => {
  if (key === "q") {
    if (typeof wanted === "object") refuse({ "filter.q": ["The filter.q must be a string."] })
    const text = String(wanted).toLowerCase()
    return (row) => resource.searched(row).some((one) => one !== null && one.toLowerCase().includes(text))
  }
  const derived = resource.derived !== undefined && Object.hasOwn(resource.derived, key) && resource.derived[key]
  if (!derived && !resource.fields.has(key)) {
    // Guess: the vendor is known to answer 500 in some cases; 422 is the nearest status in the specification.
    refuse({ [`filter.${key}`]: [`The filter.${key} is invalid: ${resource.name} do not have this filter.`] })
  }
  const value = derived || ((row: Row) => get(row, key))
  const holds = condition(key, wanted, resource.timestamps.has(key))
  return (row) => holds(value(row))
}

type Scalar = string | number | boolean

const condition = (key: string, wanted: unknown, isDate: boolean): ((value: unknown) => boolean) => {
  if (wanted === "is_null") return isNull
  if (wanted === "is_not_null") return (value) => !isNull(value)
  if (Array.isArray(wanted)) return (value) => wanted.some((one: Scalar) => equal(value, one, isDate))
  if (typeof wanted !== "object" || wanted === null) return (value) => equal(value, wanted as Scalar, isDate)
  const all = Object.entries(wanted).map(([operator, than]) => comparison(key, operator, than, isDate))
  return (value) => all.every((holds) => holds(value))
}

const orders: ReadonlyMap<string, (order: number) => boolean> = new Map([
  [">", (_) => _ > 0],
  [">=", (_) => _ >= 0],
  ["<", (_) => _ < 0],
  ["<=", (_) => _ <= 0]
])

const isNull = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0)

const comparison = (key: string, operator: string, than: unknown, isDate: boolean): ((value: unknown) => boolean) => {
  if (operator === "=") return than === null ? isNull : condition(key, than, isDate)
  if (operator === "!=" || operator === "<>") {
    if (than === null) return (value) => !isNull(value)
    const same = condition(key, than, isDate)
    // Guess: as in SQL, null is neither equal to a value nor different from it.
    return (value) => !isNull(value) && !same(value)
  }
  const holds = orders.get(operator)
  if (holds === undefined) {
    refuse({
      [`filter.${key}`]: [`The filter.${key} has no operator ${operator}; the operators are =, !=, <>, >, >=, <, <=.`]
    })
  }
  if (typeof than === "object" || than === undefined) {
    refuse({ [`filter.${key}`]: [`The filter.${key} compares with a single value.`] })
  }
  if (isDate && Number.isNaN(Date.parse(String(than)))) {
    refuse({ [`filter.${key}`]: [`The filter.${key} is not a valid date.`] })
  }
  return (value) => {
    if (value === null || typeof value === "object") return false
    const [one, other] = isDate
      ? [Date.parse(String(value)), Date.parse(String(than))]
      : typeof value === "string"
        ? [value, String(than)]
        : [Number(value), Number(than)]
    return holds!(one < other ? -1 : one > other ? 1 : one === other ? 0 : Number.NaN)
  }
}

const equal = (value: unknown, wanted: Scalar, isDate: boolean): boolean => {
  if (Array.isArray(value)) return value.some((one) => equal(one, wanted, isDate))
  if (typeof value === "string") {
    return isDate ? Date.parse(value) === Date.parse(String(wanted)) : value === String(wanted)
  }
  if (typeof value === "boolean") return String(wanted) === String(value) || String(wanted) === String(Number(value))
  if (typeof value === "number") {
    return typeof wanted === "string" ? wanted.trim() !== "" && Number(wanted) === value : Number(wanted) === value
  }
  return false
}
