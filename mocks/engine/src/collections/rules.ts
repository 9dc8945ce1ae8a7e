/** What each operation of a collection does to a sandbox's state. */
import { flat, typesOf } from "@salesbridge/openapi/Document"
import { isObject, type Json, type JsonObject, listOr, objectOr } from "@salesbridge/openapi/Json"
import type { Call, Reply } from "../sandbox/Definition.ts"
import { type Answer, answerOf, replyOf, schemaAt, valueAt, withValueAt } from "./Answer.ts"
import { type Collection, type Member, type Role, shownIn } from "./Collection.ts"
import { conform } from "./conform.ts"
import { filterOf } from "./filters.ts"
import { orderOf } from "./order.ts"
import { enveloped, following, pageOf, pagingOf, pageFieldOf } from "./paging.ts"
import { past } from "./past.ts"

/** By name of the collection, then by {@link keyOf} of the identifiers. */
export type State = Record<string, Record<string, JsonObject>>

export type Rule = (call: Call<State>) => Reply

/** The key of a record: the identifiers from the outermost collection to the record. */
const keyOf = (ids: ReadonlyArray<Json>): string => ids.map((_) => encodeURIComponent(String(_))).join("/")

/** The parameters that identify the parents of a collection, the outermost first. */
const around = ({ parent }: Collection): ReadonlyArray<string> =>
  parent?.parameter === undefined ? [] : [...around(parent), parent.parameter]

const own = <A>(record: Readonly<Record<string, A>> | undefined, key: string): A | undefined =>
  record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined

interface Scope {
  /** The beginning of each key in it. */
  readonly prefix: string
  readonly things: Record<string, JsonObject>
}

/** The records of a collection that belong to the parent in the path. Undefined if there is no such parent. */
const scopeOf = (collection: Collection, { path, state }: Call<State>): Scope | undefined => {
  const ids = around(collection).map((_) => path[_] as Json)
  if (collection.parent !== undefined && own(state[collection.parent.name], keyOf(ids)) === undefined) return undefined
  return { prefix: ids.length === 0 ? "" : `${keyOf(ids)}/`, things: (state[collection.name] ??= {}) }
}

/** The initial state: the specification's examples, each under the first parent. */
export const seedOf = (collections: ReadonlyArray<Collection>): State => {
  const state: State = {}
  for (const collection of collections) {
    const parent = collection.parent === undefined ? undefined : Object.keys(state[collection.parent.name] ?? {})[0]
    const things: Record<string, JsonObject> = {}
    for (const thing of shownIn(collection)) {
      const id = thing[collection.key]
      if (id === undefined || id === null || (collection.parent !== undefined && parent === undefined)) continue
      const key = parent === undefined ? keyOf([id]) : `${parent}/${keyOf([id])}`
      things[key] = { ...thing, ...things[key] }
    }
    state[collection.name] = things
  }
  return state
}

/** The rule of one operation of a collection. */
export const ruleOf = (
  document: JsonObject,
  collection: Collection,
  member: Member,
  all: ReadonlyArray<Collection>
): Rule => {
  const missing = answerOf(document, member.operation, 404)
  const context: Context = { document, collection, member, like: shownIn(collection)[0], all }
  const rule = rules[member.role]
  return (call) => {
    const scope = scopeOf(collection, call)
    return (scope && rule(context, call, scope)) ?? (missing === undefined ? notFound : replyOf(missing))
  }
}

const notFound: Reply = {
  status: 404,
  headers: { "content-type": "application/problem+json" },
  body: { status: 404, title: "Not found", detail: "The specification has no response for a missing item." }
}

interface Context {
  readonly document: JsonObject
  readonly collection: Collection
  readonly member: Member
  /** A valid record of the collection. */
  readonly like: JsonObject | undefined
  readonly all: ReadonlyArray<Collection>
}

/** Undefined if the record in the path does not exist. */
type RoleRule = (context: Context, call: Call<State>, scope: Scope) => Reply | undefined

/** The response that contains a record. If an operation's response contains none, its example. */
const showing = ({ document, like, member: { answer, place } }: Context, thing: JsonObject): Reply => {
  if (place === undefined) return replyOf(answer)
  const shown = conform(
    document,
    schemaAt(document, answer.schema, place),
    thing,
    valueAt(answer.example, place) ?? like
  )
  return replyOf(answer, withValueAt(answer.example, place, shown))
}

const idIn = ({ collection: { parameter = "" } }: Context, { path }: Call<State>): Json => path[parameter] as Json

const list: RoleRule = ({ collection, document, like, member }, call, { prefix, things }) => {
  const { answer, place = [] } = member
  const paging = pagingOf(document, member.parameters)
  const matches = filterOf(collection, document, member, call.query)
  const order = orderOf(collection, document, member, call.query)
  const all = Object.entries(things).filter(([key, thing]) => key.startsWith(prefix) && matches(thing))
  const found = order === undefined ? all : all.toSorted(([, one], [, other]) => order(one, other))
  const keys = found.map(([, thing]) => String(thing[collection.key]))
  const page = pageOf(paging, call.query, keys)
  const schema = flat(document, schemaAt(document, answer.schema, place)["items"])
  const shown = listOr(valueAt(answer.example, place))[0] ?? like
  const items = found
    .slice(page.from, page.from + page.size)
    .map(([, thing]) => conform(document, schema, thing, shown))
  if (place.length === 0) return replyOf(answer, items)
  const next = nextOf(member, call, following(paging, page, keys))
  const envelope = enveloped(document, answer.schema, objectOr(answer.example), pageFieldOf(page, keys, next))
  return replyOf(answer, withValueAt(envelope, place, items))
}

/** The address of the next page. */
const nextOf = (
  { path: template }: Member,
  { origin, path, query }: Call<State>,
  more: Readonly<Record<string, string>>
): string => {
  const place = template.replaceAll(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(String(path[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...query, ...more })) {
    if (typeof value !== "object") search.set(name, String(value))
  }
  return `${origin}${place}?${search}`
}

/** The record in a request, without the fields that only the vendor sets. */
const sentIn = ({ document, member: { sent } }: Context, { body }: Call<State>): JsonObject => {
  const properties = objectOr(sent.schema["properties"])
  const given = objectOr(valueAt(isObject(body) ? (body as JsonObject) : {}, sent.place))
  return Object.fromEntries(
    Object.entries(given).filter(([name]) => flat(document, properties[name])["readOnly"] !== true)
  )
}

const isTime = (name: string, schema: JsonObject): boolean =>
  schema["format"] === "date-time" &&
  /^(date_?)?(created|updated|modified|added|inserted|last_?(modified|updated))/i.test(name)

/** The timestamps that a change sets. */
const timesOf = ({ collection, document }: Context, { now }: Call<State>, names: RegExp): JsonObject =>
  Object.fromEntries(
    Object.entries(objectOr(collection.schema["properties"])).flatMap(([name, part]) =>
      isTime(name, flat(document, part)) && names.test(name) ? [[name, new Date(now()).toISOString()]] : []
    )
  )

const create: RoleRule = (context, call, { prefix, things }) => {
  const { collection, document, like } = context
  const sent = sentIn(context, call)
  const id = sent[collection.key] ?? nextId(context, call, prefix, things)
  const given = { ...timesOf(context, call, /./), ...sent, [collection.key]: id }
  const thing = objectOr(conform(document, collection.schema, given, past(like, call.now())))
  things[`${prefix}${keyOf([id])}`] = thing
  return showing(context, thing)
}

/** The next number if identifiers are numbers. Else a UUID, shortened if the schema demands it. */
const nextId = (
  { collection, document }: Context,
  { uuid }: Call<State>,
  prefix: string,
  things: Scope["things"]
): Json => {
  const schema = flat(document, objectOr(collection.schema["properties"])[collection.key])
  const known = Object.values(things).map((_) => _[collection.key])
  if (typesOf(schema)[0] !== "string") return Math.max(0, ...known.map(Number).filter(Number.isInteger)) + 1
  const [, word = "", digits] = /^(\D*?)(\d{1,9})$/.exec(String(known.at(-1) ?? "")) ?? []
  if (schema["format"] !== "uuid" && digits !== undefined) {
    for (let next = Number(digits) + 1; ; next++) {
      const id = `${word}${String(next).padStart(digits.length, "0")}`
      if (own(things, `${prefix}${keyOf([id])}`) === undefined) return id
    }
  }
  return schema["format"] === "uuid" ? uuid() : uuid().slice(0, Math.min(36, Number(schema["maxLength"] ?? 36)))
}

const get: RoleRule = (context, call, { prefix, things }) => {
  const thing = own(things, `${prefix}${keyOf([idIn(context, call)])}`)
  return thing && showing(context, thing)
}

const update: RoleRule = (context, call, { prefix, things }) => {
  const key = `${prefix}${keyOf([idIn(context, call)])}`
  const thing = own(things, key)
  if (thing === undefined) return undefined
  const { collection, document } = context
  const { [collection.key]: _, ...sent } = sentIn(context, call)
  const changed = { ...thing, ...sent, ...timesOf(context, call, /^(updated|modified|last)/i) }
  things[key] = objectOr(conform(document, collection.schema, changed, thing))
  return showing(context, things[key])
}

const remove: RoleRule = (context, call, { prefix, things }) => {
  const { all, collection } = context
  const key = `${prefix}${keyOf([idIn(context, call)])}`
  const thing = own(things, key)
  if (thing === undefined) return undefined
  delete things[key]
  for (const inner of all.filter((_) => isWithin(_, collection))) {
    const kept = Object.entries(call.state[inner.name] ?? {}).filter(([other]) => !other.startsWith(`${key}/`))
    call.state[inner.name] = Object.fromEntries(kept)
  }
  return showing(context, thing)
}

const isWithin = ({ parent }: Collection, outer: Collection): boolean =>
  parent !== undefined && (parent === outer || isWithin(parent, outer))

const rules: Readonly<Record<Role, RoleRule>> = { list, create, get, update, replace: update, remove }

/** The refusal that an operation documents under one of these statuses. */
export const refusal = (
  document: JsonObject,
  operation: JsonObject,
  statuses: ReadonlyArray<number>
): Reply | undefined => {
  const found = statuses.map((_) => answerOf(document, operation, _)).find((_): _ is Answer => _ !== undefined)
  return found && replyOf(found)
}
