/**
 * Finds the collections of a specification: paths under which records are listed, created, read, changed and deleted.
 */
import { flat, jsonMedia, parameters, resolve, type Route, routes, typesOf } from "@salesbridge/openapi/Document"
import { isObject, type Json, type JsonObject, listOr, objectOr } from "@salesbridge/openapi/Json"
import { type Answer, isObjectSchema, type Place, placeIn, schemaAt, successOf, valueAt } from "./Answer.ts"

export type Role = "list" | "create" | "get" | "update" | "replace" | "remove"

/** An operation on a collection. */
export interface Member {
  readonly id: string
  readonly role: Role
  readonly operation: JsonObject
  readonly parameters: ReadonlyArray<JsonObject>
  readonly answer: Answer
  /** Where the record, or the list of records, is in the response. Undefined if the response does not contain it. */
  readonly place: Place | undefined
  /** The whole path. */
  readonly path: string
  /** The schema of the record in a request, and where in the body it is. */
  readonly sent: { readonly schema: JsonObject; readonly place: Place }
}

export interface Collection {
  /** The name of its table in the state. */
  readonly name: string
  readonly path: string
  /** The path parameter that identifies one record, if a path has one. */
  readonly parameter: string | undefined
  /** The field that contains a record's identifier. */
  readonly key: string
  readonly schema: JsonObject
  readonly members: ReadonlyArray<Member>
  /** The collection that this one belongs to, with the parameter that identifies the parent. */
  readonly parent: Collection | undefined
}

type Found = Omit<Collection, "name" | "parent">

/** Every collection, parents before children. */
export const collectionsOf = (document: JsonObject): ReadonlyArray<Collection> => {
  const byPath = new Map<string, Array<Route & { readonly parameter: string | undefined }>>()
  for (const route of routes(document)) {
    const path = route.path.replace(/(.)\/$/, "$1")
    const [, before, parameter] = /^(.+)\/\{([^{}/]+)\}$/.exec(path) ?? []
    const base = before ?? path
    byPath.set(base, [...(byPath.get(base) ?? []), { ...route, parameter }])
  }
  const found = [...byPath].flatMap(([path, routes]) => collectionAt(document, path, routes) ?? [])
  const made: Array<Collection> = []
  for (const one of found.toSorted((a, b) => a.path.length - b.path.length)) {
    const parent = made.findLast(
      ({ parameter, path }) => parameter !== undefined && one.path.startsWith(`${path}/{${parameter}}/`)
    )
    made.push({ ...one, name: nameOf(one.path, new Set(made.map(({ name }) => name))), parent })
  }
  return made
}

/** `widgets` for `/v2/widgets`. If that name is taken, the segment before it is added. */
const nameOf = (path: string, taken: ReadonlySet<string>): string => {
  const segments = path.split("/").filter((_) => _ !== "" && !_.includes("{"))
  const names = segments.map((_, index) => segments.slice(-1 - index).join("_"))
  return names.find((_) => !taken.has(_) && _ !== "__proto__") ?? path
}

const collectionAt = (
  document: JsonObject,
  path: string,
  found: ReadonlyArray<Route & { readonly parameter: string | undefined }>
): Found | undefined => {
  const parameter = found.find((_) => _.parameter !== undefined)?.parameter
  const all = found.flatMap((route) => {
    const role = roleOf(route.method, route.parameter !== undefined)
    return role === undefined ? [] : [{ ...route, role, answer: successOf(document, route.operation, statuses[role]) }]
  })
  const things = [...all].toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role))
  const keys = keysOf(path, parameter)
  const isThing = (schema: JsonObject) => isObjectSchema(schema) && keyIn(document, schema, keys) !== undefined
  const isList = (schema: JsonObject) => typesOf(schema)[0] === "array" && isThing(flat(document, schema["items"]))
  const placeOf = (role: Role, { schema }: Answer) => {
    if (role !== "list") return placeIn(document, schema, isThing)
    const [list, thing = []] = [placeIn(document, schema, isList), placeIn(document, schema, isThing)]
    // A list inside a record is a part of the record. Next to an identifier of the response itself, it is the requested
    // list.
    const isPart = thing.length > 0 && thing.every((name, index) => list?.[index] === name)
    return isPart ? undefined : list
  }
  const [shown] = things.flatMap(({ answer, role }) => {
    const place = placeOf(role, answer)
    if (place === undefined) return []
    const at = schemaAt(document, answer.schema, place)
    return [role === "list" ? flat(document, at["items"]) : at]
  })
  const key = shown && keyIn(document, shown, keys)
  if (shown === undefined || key === undefined) return undefined
  const members = all.flatMap(({ answer, item, method, operation, path, role }): ReadonlyArray<Member> => {
    const place = placeOf(role, answer)
    if ((role === "list" || role === "get") && place === undefined) return []
    const id = operation["operationId"]
    // A POST to one record changes it only if no other operation does.
    const isSecond =
      method === "post" && role === "update" && all.some((_) => _.method === "patch" || _.method === "put")
    if (typeof id !== "string" || isSecond) return []
    return [
      {
        id,
        role,
        operation,
        answer,
        place,
        parameters: parameters(document, { item, operation }),
        path,
        sent: sentTo(document, operation, shown)
      }
    ]
  })
  const roles = new Set(members.map(({ role }) => role))
  // A single record that is only read needs no state: its example is enough.
  const isCollection = roles.has("list") || (roles.has("get") && roles.size > 1)
  return isCollection ? { path, parameter, key, schema: shown, members } : undefined
}

const roleOf = (method: string, isOne: boolean): Role | undefined => {
  const roles: Readonly<Record<string, Role>> = isOne
    ? { get: "get", patch: "update", post: "update", put: "replace", delete: "remove" }
    : { get: "list", post: "create" }
  return roles[method]
}

const statuses: Readonly<Record<Role, ReadonlyArray<number>>> = {
  list: [200],
  get: [200],
  create: [201, 200, 202],
  update: [200, 204],
  replace: [200, 204],
  remove: [204, 200]
}

/** The roles whose response shows a record best come first. */
const order: ReadonlyArray<Role> = ["get", "list", "create", "update", "replace", "remove"]

const plainName = (name: string) => name.toLowerCase().replaceAll(/[^a-z\d]/g, "")

export const singular = (word: string): string =>
  /ies$/i.test(word) ? word.replace(/ies$/i, "y") : word.replace(/(?<=(x|ch|sh|ss))es$|(?<![su])s$/i, "")

/** Possible names of an identifier's field, the likeliest first. */
const keysOf = (path: string, parameter: string | undefined): ReadonlyArray<string> => {
  const thing = singular(path.split("/").findLast((_) => _ !== "" && !_.includes("{")) ?? "")
  return [parameter ?? "id", "id", `${thing}id`, "uuid", `${thing}uuid`, `${thing}key`].map(plainName)
}

/** The field of a schema that identifies a record: a string or an integer. */
const keyIn = (document: JsonObject, schema: JsonObject, keys: ReadonlyArray<string>): string | undefined => {
  const names = Object.entries(objectOr(schema["properties"])).flatMap(([name, part]) =>
    isScalar(document, part) ? [name] : []
  )
  return keys.flatMap((key) => names.find((name) => plainName(name) === key) ?? [])[0]
}

/** A string, a number, or a choice of these. */
const isScalar = (document: JsonObject, given: Json | undefined): boolean => {
  const schema = flat(document, given)
  const choices = [...listOr(schema["anyOf"]), ...listOr(schema["oneOf"])]
  if (choices.length > 0) return choices.every((_) => isScalar(document, _))
  return ["string", "integer", "number"].includes(typesOf(schema)[0] ?? "")
}

/**
 * Where the record is in the body: the body itself or, in `{ "widget": { … } }`, the one object that is not a field
 * of the record.
 */
const sentTo = (document: JsonObject, operation: JsonObject, thing: JsonObject): Member["sent"] => {
  const schema = flat(document, jsonMedia(resolve(document, operation["requestBody"]))?.["schema"])
  const [[name, part] = ["", undefined], ...others] = Object.entries(objectOr(schema["properties"]))
  const inner = flat(document, part)
  const isWrapped = others.length === 0 && isObjectSchema(inner) && !(name in objectOr(thing["properties"]))
  return isWrapped ? { schema: inner, place: [name] } : { schema, place: [] }
}

/** The records of a collection that the specification's responses show. */
export const shownIn = ({ members }: Collection): ReadonlyArray<JsonObject> =>
  members
    .flatMap(({ answer, place, role }): ReadonlyArray<Json> => {
      const value = place === undefined ? undefined : valueAt(answer.example, place)
      return role === "list" ? listOr(value) : value === undefined ? [] : [value]
    })
    .filter((_) => isObject(_))
