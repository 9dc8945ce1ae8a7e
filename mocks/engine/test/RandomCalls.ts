/**
 * Random valid calls: each parameter and body is generated from its schema. Half of the identifiers come from earlier
 * answers. The same seed gives the same calls.
 */
import { isObject } from "@salesbridge/openapi/Json"
import { queryOf } from "./queryOf.ts"
import { Random } from "../src/sandbox/Random.ts"
import type { Operation, Parameter, Specification } from "../src/sandbox/Specification.ts"

export interface RandomCall {
  readonly operation: Operation
  /** Path and query. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

type Schema = Readonly<Record<string, unknown>>

/** Values remembered for each name. */
const remembered = 200

export class RandomCalls {
  readonly #specification: Specification
  readonly #random: Random
  readonly #known = new Map<string, Array<unknown>>()

  constructor(specification: Specification, seed: number) {
    this.#specification = specification
    this.#random = new Random(seed)
  }

  /** A call of this operation. */
  of(operation: Operation): RandomCall {
    const query: Array<string> = []
    const headers: Record<string, string> = { accept: "application/json" }
    let path = operation.path
    for (const parameter of operation.parameters) {
      if (parameter.in === "path") {
        const value = encodeURIComponent(String(this.#named(parameter, operation.path)))
        path = path.replace(`{${parameter.name}}`, value)
      } else if (parameter.required || this.#chance(0.25)) {
        const value = this.#named(parameter, operation.path)
        if (parameter.in === "header") {
          // Other characters cannot be sent in a header.
          headers[parameter.name.toLowerCase()] = String(value).replaceAll(/[^\x20-\x7e]/g, "?")
        } else query.push(...queryOf(parameter, value))
      }
    }
    for (const { in: place, name, prefix } of this.#specification.schemes) {
      if (place === "query") query.push(`${encodeURIComponent(name)}=token`)
      else headers[name.toLowerCase()] = `${prefix}token`
    }
    const content = Object.entries(operation.body?.content ?? {})
    let body: string | undefined
    if (operation.body !== undefined && content.length > 0 && (operation.body.required || this.#chance(0.7))) {
      const json = content.find(([type]) => type.endsWith("json")) ?? content[0]!
      headers["content-type"] = json[0]
      const examples = [...operation.body.examples.values()]
      // Some calls need several values that belong together; random values rarely do.
      const value =
        examples.length > 0 && this.#chance(0.15) ? this.#pick(examples) : this.#value(json[1] as Schema, "", 0)
      body = JSON.stringify(value)
    }
    return { operation, url: query.length === 0 ? path : `${path}?${query.join("&")}`, headers, body }
  }

  /** Remembers the values of an answer, for later calls. */
  learn({ path }: Operation, answer: unknown): void {
    const resource = path.split("/").findLast((segment) => segment !== "" && !segment.startsWith("{")) ?? ""
    const visit = (value: unknown, within: string): void => {
      if (Array.isArray(value)) {
        // The first few items stand for a long list.
        for (const one of value.slice(0, 5)) visit(one, within)
      } else if (isObject(value)) {
        for (const [name, one] of Object.entries(value)) {
          if (isObject(one) || Array.isArray(one)) visit(one, name === "data" ? within : name)
          else if (one !== null && one !== "") {
            this.#remember(name, one)
            if (/^(?:id|uuid)$/i.test(name)) this.#remember(`${within} id`, one)
          }
        }
      }
    }
    visit(answer, plain(resource))
  }

  #remember(name: string, value: unknown): void {
    const key = plain(name)
    const values = this.#known.get(key) ?? []
    if (values.length < remembered) values.push(value)
    else values[Math.floor(this.#random.next() * remembered)] = value
    this.#known.set(key, values)
  }

  #chance(share: number): boolean {
    return this.#random.next() < share
  }

  #pick<A>(values: ReadonlyArray<A>): A {
    return values[Math.floor(this.#random.next() * values.length)]!
  }

  #between(least: number, most: number): number {
    return least + Math.floor(this.#random.next() * (most - least + 1))
  }

  #named({ example, name, schema }: Parameter, path: string): unknown {
    if (example !== undefined && this.#chance(0.5)) return example
    if (this.#chance(0.7)) {
      const segments = path.split("/")
      const before = segments[segments.indexOf(`{${name}}`) - 1] ?? ""
      const found = this.#fitting([`${plain(before)} id`, plain(name)], schema as Schema)
      if (found !== undefined) return found
    }
    return this.#value(schema as Schema, name, 0)
  }

  /** A remembered value with one of these names that the schema allows. */
  #fitting(names: ReadonlyArray<string>, schema: Schema): unknown {
    const { anyOf, enum: members, format, maximum = Infinity, minimum = -Infinity, type } = this.#resolve(schema)
    if (Array.isArray(anyOf)) {
      for (const one of anyOf as ReadonlyArray<Schema>) {
        const found = this.#fitting(names, one)
        if (found !== undefined) return found
      }
      return undefined
    }
    if (members !== undefined || (format !== undefined && format !== "uuid" && format !== "int64")) return undefined
    for (const name of names) {
      const values = this.#known.get(plain(name))
      if (values === undefined) continue
      const value = this.#pick(values)
      if (type === "string" && typeof value === "string" && value.length < 60) return value
      const number = typeof value === "boolean" ? NaN : Number(value)
      const isWithin = number >= (minimum as number) && number <= (maximum as number)
      if (type === "integer" && Number.isSafeInteger(number) && isWithin) return number
    }
    return undefined
  }

  #resolve(schema: Schema): Schema {
    const reference = schema["$ref"]
    if (typeof reference !== "string") return schema
    const [, , kind = "", name = ""] = reference.split("/")
    const found = (this.#specification.components[kind] as Readonly<Record<string, Schema>> | undefined)?.[name]
    if (found === undefined) throw new Error(`${reference} leads nowhere`)
    return this.#resolve(found)
  }

  #value(given: Schema, name: string, depth: number): unknown {
    const schema = this.#resolve(given)
    if (schema["nullable"] === true && this.#chance(0.1)) return null
    const members = schema["enum"]
    if (Array.isArray(members)) return this.#pick(members.filter((member) => member !== null))
    const { allOf, anyOf, oneOf } = schema
    if (Array.isArray(allOf)) {
      const parts = (allOf as ReadonlyArray<Schema>).map((part) => this.#resolve(part))
      if (parts.some(({ type }) => type !== undefined && type !== "object")) {
        return this.#value(Object.assign({}, ...parts) as Schema, name, depth)
      }
      return Object.assign({}, ...parts.map((part) => this.#value(part, name, depth))) as unknown
    }
    const choices = anyOf ?? oneOf
    if (Array.isArray(choices) && name !== "" && this.#chance(0.6)) {
      const known = this.#fitting([name, nounOf(name)], schema)
      if (known !== undefined) return known
    }
    // Keywords next to the choice apply to each alternative.
    if (Array.isArray(choices) && !isObject(schema["properties"])) {
      return this.#value(this.#pick(choices as ReadonlyArray<Schema>), name, depth)
    }
    const { example } = schema
    if (example !== undefined && !isObject(example) && !Array.isArray(example) && this.#chance(0.4)) return example
    switch (schema["type"] ?? (isObject(schema["properties"]) ? "object" : undefined)) {
      case "string":
        return this.#fittingText(schema, name)
      case "integer":
      case "number":
        return this.#number(schema, name)
      case "boolean":
        return this.#chance(0.5)
      case "array":
        return this.#list(schema, name, depth)
      case "object":
        return this.#object(schema, depth)
      default:
        return example ?? "anything"
    }
  }

  #number(schema: Schema, name: string): number {
    const known = name === "" || !this.#chance(0.6) ? undefined : this.#fitting([name, nounOf(name)], schema)
    const least = Number(schema["minimum"] ?? 0)
    const most = Number(schema["maximum"] ?? Math.max(least, 0) + 100)
    if (typeof known === "number" && known >= least && known <= Number(schema["maximum"] ?? Infinity)) return known
    const value = this.#between(least, most)
    return schema["exclusiveMinimum"] === true && value === least ? value + 1 : value
  }

  #fittingText(schema: Schema, name: string): string {
    const { format, pattern } = schema
    const day = () => new Date(Date.UTC(2026, this.#between(0, 11), this.#between(1, 28), this.#between(0, 23)))
    if (format === "date-time") return day().toISOString()
    if (format === "date") return day().toISOString().slice(0, 10)
    if (format === "uuid")
      return (
        ((this.#chance(0.6) ? this.#fitting([name, nounOf(name)], schema) : undefined) as string) ?? this.#random.uuid()
      )
    if (format === "email" || (name.endsWith("email_address") && this.#chance(0.7)))
      return `p${this.#between(1, 5000)}@example.com`
    if (format === "uri" || format === "url") return `https://example.com/${this.#between(1, 5000)}`
    if (typeof pattern === "string") {
      const example = schema["example"]
      if (typeof example === "string" && new RegExp(pattern, "u").test(example)) return example
    }
    const known = this.#chance(0.5) ? this.#fitting([name, nounOf(name)], schema) : undefined
    const text = typeof known === "string" ? known : this.#pick(texts)
    const least = Number(schema["minLength"] ?? 0)
    const most = Number(schema["maxLength"] ?? 60)
    const fitted = [...text.padEnd(least, "x")].slice(0, most).join("")
    if (typeof pattern === "string" && !new RegExp(pattern, "u").test(fitted)) {
      throw new Error(`${name}: there is no text for the pattern ${pattern}; give the schema an example`)
    }
    return fitted
  }

  #list(schema: Schema, name: string, depth: number): ReadonlyArray<unknown> {
    const least = Number(schema["minItems"] ?? 0)
    const most = Math.min(Number(schema["maxItems"] ?? 3), Math.max(least, 3))
    const items = isObject(schema["items"]) ? schema["items"] : {}
    const made = Array.from({ length: this.#between(least, most) }, () => this.#value(items, name, depth + 1))
    return schema["uniqueItems"] === true ? [...new Map(made.map((one) => [JSON.stringify(one), one])).values()] : made
  }

  #object(schema: Schema, depth: number): Readonly<Record<string, unknown>> {
    const required = new Set(Array.isArray(schema["required"]) ? (schema["required"] as ReadonlyArray<string>) : [])
    // One of several sets of fields is required: a random one.
    const choice = [schema["anyOf"], schema["oneOf"]].find(Array.isArray) as ReadonlyArray<Schema> | undefined
    if (choice !== undefined) {
      const chosen = this.#resolve(this.#pick(choice))
      for (const name of (chosen["required"] as ReadonlyArray<string> | undefined) ?? []) required.add(name)
    }
    const made: Record<string, unknown> = {}
    for (const [name, one] of Object.entries(isObject(schema["properties"]) ? schema["properties"] : {})) {
      const property = one as Schema
      if (property["readOnly"] === true) continue
      if (!required.has(name) && (depth > 3 || !this.#chance(0.4))) continue
      made[name] = this.#value(property, name, depth + 1)
    }
    const least = Number(schema["minProperties"] ?? 0)
    for (const [name, one] of Object.entries(isObject(schema["properties"]) ? schema["properties"] : {})) {
      if (Object.keys(made).length >= least) break
      made[name] ??= this.#value(one as Schema, name, depth + 1)
    }
    const { additionalProperties: more } = schema
    if (isObject(more) && (Object.keys(made).length < least || this.#chance(0.4))) {
      made[`field ${this.#between(1, 9)}`] = this.#value(more, "", depth + 1)
    }
    return made
  }
}

const texts = ["Ada", "Grace Hopper", "Ünïcode ☕ 名前", "a", "O'Neil & Sons <b>", "1", "true", "x".repeat(40), "50%"]

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\.json$/, "")
    .replaceAll(/[_[\]-]/g, "")
    .replace(/uuid$/, "id")

/** The name under which an identifier is remembered: `people id` for `person_id` and `personId`. */
const nounOf = (name: string): string => {
  const noun = plain(name).replace(/ids?$/, "")
  return `${noun === "person" ? "people" : noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`} id`
}
