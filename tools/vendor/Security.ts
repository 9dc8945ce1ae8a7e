/** How calls of a vendor identify themselves, from the security schemes of its specification. */
import * as Names from "./Names.ts"
import { deref, type JsonObject, list, object, text } from "./OpenApi.ts"
import { Refused } from "./Refused.ts"
import { entries } from "./Specification.ts"

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
  /** The credentials that an operation carries, by its id, where it does not carry all. */
  readonly carried: ReadonlyMap<string, ReadonlyArray<string>>
}

/** Throws `Refused` where an operation is open only to what core cannot send. */
export const of = (document: JsonObject): Security => {
  const schemes = object(deref(document, document["components"])["securitySchemes"])
  const supported = new Map<string, Omit<Credential, "key">>()
  const unsupported = new Map<string, string>()
  for (const [name, given] of Object.entries(schemes)) {
    const found = schemeOf(deref(document, given))
    if (typeof found === "string") unsupported.set(name, found)
    else supported.set(name, found)
  }

  // The alternative that most operations accept serves them all.
  const accepted = new Map(
    entries(document).map(({ operation }) => [
      String(operation["operationId"]),
      list(operation["security"] ?? document["security"]).map((_) => Object.keys(object(_)))
    ])
  )
  const count = (alternative: ReadonlyArray<string>) =>
    [...accepted.values()].filter((_) => _.some((other) => same(other, alternative))).length
  const problems: Array<string> = []
  const chosen = new Map<string, ReadonlyArray<string>>()
  for (const [id, alternatives] of accepted) {
    const [best] = alternatives
      .filter((_) => _.length > 0 && _.every((scheme) => supported.has(scheme)))
      .toSorted((a, b) => count(b) - count(a))
    if (best !== undefined) chosen.set(id, best)
    else if (alternatives.length === 0 || alternatives.some((_) => _.length === 0)) chosen.set(id, [])
    else {
      const why = alternatives.flat().map((_) => `${_}: ${unsupported.get(_) ?? "no such security scheme"}`)
      problems.push(`${id} cannot be called: ${[...new Set(why)].join("; ")}. Leave it out (--without ${id}).`)
    }
  }
  if (problems.length > 0) {
    const what = "Core sends bearer tokens, OAuth 2.0 access tokens, API keys in a header or the query, and HTTP basic."
    throw new Refused([...problems, what])
  }

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

/** Where it travels, or why it cannot be sent. */
const schemeOf = (scheme: JsonObject): Omit<Credential, "key"> | string => {
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

const keyOf = ({ scheme }: Omit<Credential, "key">): string => {
  if (scheme === "Bearer") return "token"
  return scheme === "Basic" ? "login" : "apiKey"
}
