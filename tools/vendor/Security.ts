/** How calls of a vendor identify themselves, from the security schemes of its specification. */
import * as Names from "./Names.ts"
import { deref, entries, type JsonObject, list, object, text } from "./OpenApi.ts"

/** One part of the credentials. */
export interface Credential {
  /** What the package calls it: `token`. */
  readonly key: string
  readonly in: "header" | "query"
  /** The header or parameter that it travels in. */
  readonly name: string
  /** The word before its value. */
  readonly scheme: "Bearer" | "Basic" | undefined
  /** What the specification says of it. */
  readonly description: string | undefined
}

export interface Security {
  readonly credentials: ReadonlyArray<Credential>
  /** The credentials of an operation, by its id, if it does not carry all of them. */
  readonly carried: ReadonlyMap<string, ReadonlyArray<string>>
}

type Scheme = Omit<Credential, "key">

/** The schemes of a document that core can send, and why it cannot send the others. */
const schemesOf = (document: JsonObject) => {
  const supported = new Map<string, Scheme>()
  const unsupported = new Map<string, string>()
  for (const [name, given] of Object.entries(object(deref(document, document["components"])["securitySchemes"]))) {
    const found = schemeOf(deref(document, given))
    if (typeof found === "string") unsupported.set(name, found)
    else supported.set(name, found)
  }
  return { supported, unsupported }
}

type Alternatives = ReadonlyArray<ReadonlyArray<string>>

/** The ways to identify a call that each operation takes, by its id. */
const acceptedOf = (document: JsonObject): ReadonlyMap<string, Alternatives> =>
  new Map(
    entries(document).map(({ operation }) => [
      String(operation["operationId"]),
      list(operation["security"] ?? document["security"]).map((_) => Object.keys(object(_)))
    ])
  )

/** Why core cannot identify itself to an operation, by its id; only those that it cannot call. */
export const closed = (document: JsonObject): ReadonlyMap<string, ReadonlyArray<string>> => {
  const { supported, unsupported } = schemesOf(document)
  return new Map(
    [...acceptedOf(document)].flatMap(([id, alternatives]) => {
      // None at all, or one that asks for nothing, is open to everybody.
      if (alternatives.length === 0 || alternatives.some((_) => _.every((scheme) => supported.has(scheme)))) return []
      const why = alternatives
        .flat()
        .filter((_) => !supported.has(_))
        .map((_) => `${_}: ${unsupported.get(_) ?? "no such security scheme"}`)
      const sent =
        "core sends bearer tokens, OAuth 2.0 access tokens, API keys in a header or the query, and HTTP basic"
      return [[id, [`cannot be called (${[...new Set(why)].join("; ")}): ${sent}`]] as const]
    })
  )
}

/** The schemes that each operation is called with, by its id. The alternative that most operations take serves them all. */
const chosenOf = (document: JsonObject): ReadonlyMap<string, ReadonlyArray<string>> => {
  const { supported } = schemesOf(document)
  const accepted = acceptedOf(document)
  const count = (alternative: ReadonlyArray<string>) =>
    [...accepted.values()].filter((_) => _.some((other) => same(other, alternative))).length
  return new Map(
    [...accepted].map(([id, alternatives]) => {
      const [best = []] = alternatives
        .filter((_) => _.length > 0 && _.every((scheme) => supported.has(scheme)))
        .toSorted((a, b) => count(b) - count(a))
      return [id, best]
    })
  )
}

/** The schemes that operations would take as well, which the package does without. */
export const others = (document: JsonObject): ReadonlyArray<string> => {
  const used = new Set([...chosenOf(document).values()].flat())
  return [...new Set([...acceptedOf(document).values()].flat(2))].filter((_) => !used.has(_))
}

export const of = (document: JsonObject): Security => {
  const { supported } = schemesOf(document)
  const chosen = chosenOf(document)
  const used = [...new Set([...chosen.values()].flat())]
  const kinds = used.map((name) => keyOf(supported.get(name)!))
  const keys = new Map(
    used.map((name, index) => {
      const kind = kinds[index]!
      return [name, kinds.filter((_) => _ === kind).length === 1 ? kind : Names.camel(name)]
    })
  )
  return {
    credentials: used.map((name) => ({ key: keys.get(name)!, ...supported.get(name)! })),
    carried: new Map(
      [...chosen]
        .filter(([, names]) => names.length < used.length)
        .map(([id, names]) => [id, names.map((name) => keys.get(name)!)])
    )
  }
}

const same = (one: ReadonlyArray<string>, other: ReadonlyArray<string>) =>
  one.length === other.length && one.every((_) => other.includes(_))

/** The place of the credential in the request, or why it cannot be sent. */
const schemeOf = (scheme: JsonObject): Scheme | string => {
  const description = text(scheme["description"])
  const authorization = { in: "header", name: "authorization", description } as const
  const type = String(scheme["type"])
  if (type === "oauth2") return { ...authorization, scheme: "Bearer" }
  if (type === "http") {
    const word = String(scheme["scheme"]).toLowerCase()
    if (word === "bearer") return { ...authorization, scheme: "Bearer" }
    if (word === "basic") return { ...authorization, scheme: "Basic" }
    return `HTTP authentication by ${word}`
  }
  if (type !== "apiKey") return type === "undefined" ? "a scheme without a type" : type
  const place = scheme["in"]
  const name = text(scheme["name"])
  if ((place !== "header" && place !== "query") || name === undefined) return `an API key in a ${String(place)}`
  return { in: place, name: place === "header" ? name.toLowerCase() : name, scheme: undefined, description }
}

const keyOf = ({ scheme }: Scheme): string => {
  if (scheme === "Bearer") return "token"
  return scheme === "Basic" ? "login" : "apiKey"
}
