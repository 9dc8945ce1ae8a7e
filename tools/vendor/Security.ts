/** The authentication of a vendor's calls, from the security schemes of its specification. */
import * as Names from "./Names.ts"
import { deref, entries, type JsonObject, list, object, text } from "./OpenApi.ts"

/** A part of the credentials. */
export interface Credential {
  /** Its name in the package: `token`. */
  readonly key: string
  readonly in: "header" | "query"
  /** The header or parameter that carries it. */
  readonly name: string
  /** The word in front of its value. */
  readonly scheme: "Bearer" | "Basic" | undefined
  /** Its description in the specification. */
  readonly description: string | undefined
}

export interface Security {
  readonly credentials: ReadonlyArray<Credential>
  /** The credentials that an operation carries, by its id, if it does not carry all. */
  readonly carried: ReadonlyMap<string, ReadonlyArray<string>>
}

type Scheme = Omit<Credential, "key">

/** Returns the schemes of a document that core can send, and the reasons why it cannot send the others. */
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

/** Returns the alternative ways of authentication that each operation accepts, by its id. */
const acceptedOf = (document: JsonObject): ReadonlyMap<string, Alternatives> =>
  new Map(
    entries(document).map(({ operation }) => [
      String(operation["operationId"]),
      list(operation["security"] ?? document["security"]).map((_) => Object.keys(object(_)))
    ])
  )

/**
 * Returns the reasons why core cannot authenticate a call, by operation id; only for operations that it cannot call.
 */
export const closed = (document: JsonObject): ReadonlyMap<string, ReadonlyArray<string>> => {
  const { supported, unsupported } = schemesOf(document)
  return new Map(
    [...acceptedOf(document)].flatMap(([id, alternatives]) => {
      // Without alternatives, or with an empty one, it is open to everybody.
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

/**
 * Returns the schemes used for each operation, by its id. If it accepts several alternatives, the one that most
 * operations accept is chosen.
 */
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

/** Returns the schemes that operations also accept but the package does not use. */
export const others = (document: JsonObject): ReadonlyArray<string> => {
  const used = new Set([...chosenOf(document).values()].flat())
  return [...new Set([...acceptedOf(document).values()].flat(2))].filter((_) => !used.has(_))
}

/** The names of a vendor's other options, and of those that its modules declare. */
const options =
  "options baseUrl connection credentials definition fetch logger maxBodyBytes overrides quota request resources retry settings telemetry timeout".split(
    " "
  )

export const of = (document: JsonObject): Security => {
  const { supported } = schemesOf(document)
  const chosen = chosenOf(document)
  const used = [...new Set([...chosen.values()].flat())]
  const kinds = used.map((name) => keyOf(supported.get(name)!))
  const taken = new Set(options)
  const keys = new Map<string, string>()
  for (const [index, name] of used.entries()) {
    const kind = kinds[index]!
    const own = Names.camel(name)
    const alone = kinds.filter((_) => _ === kind).length === 1
    const key = Names.firstFree(alone ? [kind] : [own, ...(own === "" ? [kind] : [`${own}Key`])], taken)
    taken.add(key)
    keys.set(name, key)
  }
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

/** Returns where the scheme is sent, or why it cannot be sent. */
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
