/** Pages of a list, recognised by the names of parameters and fields. */
import { flat, typesOf } from "@salesbridge/openapi/Document"
import { type Json, type JsonObject, objectOr } from "@salesbridge/openapi/Json"
import { conform } from "./conform.ts"

type Kind = "size" | "page" | "offset" | "cursor"

const parameterNames: Readonly<Record<Kind, RegExp>> = {
  size: /^(limit|perpage|pagesize|pagelimit|size|take|count|maxresults|resultsperpage|pagesize)$/,
  page: /^(page|pagenumber|pageno|pageindex|currentpage|p)$/,
  offset: /^(offset|skip|start|startindex|from)$/,
  cursor: /^(cursor|pagetoken|nexttoken|nextpagetoken|startingafter|startafter|after|nextcursor|pagecursor|pageafter)$/
}

const plainName = (name: string) => name.toLowerCase().replaceAll(/[^a-z\d]/g, "")

interface Parameter {
  readonly name: string
  readonly schema: JsonObject
}

/** The parameters that select a page. */
export type Paging = Readonly<Partial<Record<Kind, Parameter>>>

export const pagingOf = (document: JsonObject, parameters: ReadonlyArray<JsonObject>): Paging => {
  const found: Partial<Record<Kind, Parameter>> = {}
  for (const parameter of parameters) {
    const name = String(parameter["name"])
    const schema = flat(document, parameter["schema"])
    const isNumber = ["integer", "number"].includes(typesOf(schema)[0] ?? "")
    const kind = (Object.keys(parameterNames) as ReadonlyArray<Kind>).find((_) =>
      parameterNames[_].test(plainName(name))
    )
    // A cursor is opaque; `start` and `from` of another type are dates.
    if (parameter["in"] !== "query" || kind === undefined || (kind === "cursor") === isNumber) continue
    found[kind] ??= { name, schema }
  }
  return found
}

/** The position of a page in its list. */
export interface Page {
  readonly from: number
  readonly size: number
  readonly total: number
  /** The number of the first page, 0 or 1. */
  readonly first: number
}

const defaultSize = 100

export const pageOf = (paging: Paging, query: Readonly<Record<string, unknown>>, keys: ReadonlyArray<string>): Page => {
  const given = (kind: Kind) => {
    const parameter = paging[kind]
    return parameter === undefined ? undefined : (query[parameter.name] ?? parameter.schema["default"])
  }
  const isPaged = Object.keys(paging).length > 0
  const size = Math.max(1, Number(given("size") ?? (isPaged ? defaultSize : keys.length)) || defaultSize)
  const schema = paging.page?.schema ?? ({} as JsonObject)
  const first = schema["minimum"] === 0 || schema["default"] === 0 ? 0 : 1
  const page = given("page")
  const cursor = query[paging.cursor?.name ?? ""]
  const from =
    page !== undefined
      ? (Number(page) - first) * size
      : cursor === undefined || cursor === ""
        ? Number(given("offset") ?? 0)
        : keys.indexOf(String(cursor)) + 1
  return { from: Math.max(0, from || 0), size, total: keys.length, first }
}

type PageField = (page: Page, keys: ReadonlyArray<string>, next: string) => Json

const isLast = ({ from, size, total }: Page) => from + size >= total
const lastKey = (page: Page, keys: ReadonlyArray<string>) => keys[Math.min(page.from + page.size, page.total) - 1] ?? ""
const numberOf = ({ first, from, size }: Page) => Math.floor(from / size) + first

/** Meanings of the fields next to a list, by type and name. */
const pageFields: ReadonlyArray<readonly [type: string, name: RegExp, value: PageField]> = [
  ["integer", /^(total|totalcount|totalitems|totalresults|totalrecords|count|itemcount)$/, ({ total }) => total],
  [
    "integer",
    /^(totalpages|pagecount|pages|lastpage)$/,
    ({ first, size, total }) => Math.max(1, Math.ceil(total / size)) - 1 + first
  ],
  ["integer", /^(page|currentpage|pagenumber|pageindex)$/, numberOf],
  ["integer", /^(nextpage)$/, (page) => (isLast(page) ? null : numberOf(page) + 1)],
  ["integer", /^(prevpage|previouspage)$/, (page) => (page.from === 0 ? null : numberOf(page) - 1)],
  ["integer", /^(perpage|limit|pagesize|size)$/, ({ size }) => size],
  ["integer", /^(offset|skip|start)$/, ({ from }) => from],
  ["integer", /^(nextoffset)$/, (page) => (isLast(page) ? null : page.from + page.size)],
  ["boolean", /^(hasmore|hasnext|hasnextpage|more|next)$/, (page) => !isLast(page)],
  ["boolean", /^(hasprevious|hasprev|hasprevpage|hasprevpage|haspreviouspage)$/, ({ from }) => from > 0],
  ["string", /^(next|nexturl|nextlink|nextpageurl)$/, (page, _, next) => (isLast(page) ? null : next)],
  [
    "string",
    /^(nextcursor|cursor|nexttoken|nextpagetoken|nextpagecursor|endcursor|after|nextstartingafter|pagetoken)$/,
    (page, keys) => (isLast(page) ? null : lastKey(page, keys))
  ]
]

/**
 * The envelope of a page: the fields next to the list, and the objects among them, with the right totals and links. A
 * field without a value is null if the schema allows it, else absent if optional, else empty.
 */
export const enveloped = (
  document: JsonObject,
  schema: JsonObject,
  envelope: JsonObject,
  valueOf: (type: string, name: string) => Json | undefined,
  left = 2
): JsonObject => {
  const required = new Set(Array.isArray(schema["required"]) ? schema["required"].map(String) : [])
  return Object.fromEntries(
    Object.entries(objectOr(schema["properties"])).flatMap(([name, part]): ReadonlyArray<readonly [string, Json]> => {
      const inner = flat(document, part)
      const [type = ""] = typesOf(inner)
      const shown = envelope[name]
      if (type === "object" && left > 0) {
        if (shown === undefined && !required.has(name)) return []
        return [[name, enveloped(document, inner, objectOr(shown), valueOf, left - 1)]]
      }
      const value = valueOf(type === "number" ? "integer" : type, plainName(name))
      if (value === undefined) return shown === undefined ? [] : [[name, shown]]
      if (value !== null) return [[name, value]]
      if (conform(document, inner, null, "") === null) return [[name, null]]
      return required.has(name) ? [[name, type === "string" ? "" : 0]] : []
    })
  )
}

/** Returns the value of a field of this type and name. `next` is the address of the next page. */
export const pageFieldOf =
  (page: Page, keys: ReadonlyArray<string>, next: string) =>
  (type: string, name: string): Json | undefined =>
    pageFields.find(([of, names]) => of === type && names.test(name))?.[2](page, keys, next)

/** The parameters that request the next page. */
export const following = (
  paging: Paging,
  page: Page,
  keys: ReadonlyArray<string>
): Readonly<Record<string, string>> => {
  if (paging.cursor !== undefined) return { [paging.cursor.name]: lastKey(page, keys) }
  if (paging.page !== undefined) return { [paging.page.name]: String(numberOf(page) + 1) }
  return paging.offset === undefined ? {} : { [paging.offset.name]: String(page.from + page.size) }
}
