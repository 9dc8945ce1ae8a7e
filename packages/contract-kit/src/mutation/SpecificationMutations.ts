/** Every single fault of a specification of one operation, as `isolated` gives it. */
import { inside, isObject, type Json, type JsonObject } from "@salesbridge/openapi/Json"
import { jsonMedia, serversOf } from "@salesbridge/openapi/Document"
import { isSuccess, type OpenApi, type SpecOperation } from "@salesbridge/openapi/Specification"
import type { Kind, SpecificationMutation, Subject } from "./Mutation.ts"
import { placeOf, type SchemaFault, schemaFaults, type Writable } from "./SchemaFaults.ts"

type Change = (operation: Writable, paths: Writable, document: Writable) => void

/** The faults in the order of the document, those of other ways to make the call last. */
export const specificationMutations = (spec: OpenApi): ReadonlyArray<SpecificationMutation> => {
  const first = spec.operations.find((_) => _.alternativeOf === undefined)
  return first === undefined ? [] : spec.operations.flatMap((one) => ofOperation(spec.document, one, first.id))
}

const ofOperation = (document: JsonObject, one: SpecOperation, id: string): ReadonlyArray<SpecificationMutation> => {
  const found = new Map<string, SpecificationMutation>()
  const { method, path } = one
  const alternative = one.alternativeOf !== undefined
  const add = (
    kind: Kind,
    location: string,
    fault: string,
    subject: Pick<Subject, "part"> & Partial<Subject>,
    change: Change
  ): void => {
    const key = `${one.id} ${subject.status ?? ""} ${location} ${fault}`
    if (found.has(key)) return
    found.set(key, {
      id: key,
      side: "specification",
      kind,
      operation: id,
      location: `${alternative ? `${one.id} ` : ""}${subject.status === undefined ? "" : `${subject.status} `}${location}`,
      fault,
      subject: { steps: [], ...subject, ...(alternative ? { alternative } : {}) },
      apply: (given) => {
        const copy = structuredClone(given) as Writable
        const paths = copy["paths"] as Writable
        change((paths[path] as Writable)[method.toLowerCase()] as Writable, paths, copy)
        return copy
      }
    })
  }
  const schemas = (
    side: "answer" | "request",
    holder: Writable,
    location: (steps: ReadonlyArray<string>) => string,
    subject: Pick<Subject, "part"> & Partial<Subject>,
    holderIn: (operation: Writable) => Writable,
    isParameter = false
  ) => {
    for (const { change, fault, kind, narrows, steps } of schemaFaults(structuredClone(holder))) {
      // A parameter itself cannot be null, nor can anything in an address.
      if (isParameter && kind === "null or not") continue
      // Who reads all of it reads less of it, too.
      if (side === "answer" && (isLimit(kind) || kind === "default") && narrows !== false) continue
      add(
        kindOf(side, kind),
        location(steps),
        fault,
        { ...subject, steps, ...(narrows === undefined ? {} : { narrows }) },
        (operation) => change(holderIn(operation))
      )
    }
  }
  const node = ((document["paths"] as JsonObject)[path] as JsonObject)[method.toLowerCase()] as JsonObject

  routes({ method, path, add, taken: Object.keys((document["paths"] as JsonObject)[path] as JsonObject) })
  serverFaults(document, node, add)
  parameters(one, node, add, schemas)

  const body = isObject(node["requestBody"]) ? jsonMedia(node["requestBody"]) : undefined
  const bodyIn = (operation: Writable) => jsonMedia(operation["requestBody"] as JsonObject) as Writable
  if (body !== undefined) {
    schemas("request", body as Writable, (steps) => `request body ${placeOf(steps)}`.trim(), { part: "body" }, bodyIn)
    readOnlyFaults(body, add, bodyIn)
    add("request: dropped", "request body", "is gone", { part: "body" }, (operation) => delete operation["requestBody"])
  } else if (node["requestBody"] === undefined) {
    add("request: added", "request body", "is new and required", { part: "body" }, (operation) => {
      operation["requestBody"] = {
        required: true,
        content: {
          "application/json": {
            schema: { type: "object", required: ["added"], properties: { added: { type: "string" } } }
          }
        }
      }
    })
  }

  for (const [status, response] of one.responses) {
    const given = (node["responses"] as JsonObject)[String(status)] as JsonObject
    const responseIn = (operation: Writable) => (operation["responses"] as Writable)[String(status)] as Writable
    const media = jsonMedia(given)
    if (media !== undefined) {
      schemas(
        "answer",
        media as Writable,
        (steps) => `response body ${placeOf(steps)}`.trim(),
        { part: "body", status },
        (operation) => jsonMedia(responseIn(operation)) as Writable
      )
      add(
        "answer: body",
        "response body",
        "is gone",
        { part: "body", status },
        (operation) => delete responseIn(operation)["content"]
      )
    } else if (response.hasBody === false && isSuccess(status)) {
      add("answer: body", "response body", "is new", { part: "body", status }, (operation) => {
        responseIn(operation)["content"] = {
          "application/json": {
            schema: { type: "object", required: ["added"], properties: { added: { type: "string" } } },
            examples: { success: { value: { added: "added" } } }
          }
        }
      })
    }
    for (const name of Object.keys(isObject(given["headers"]) ? given["headers"] : {})) {
      const subject = { part: `header ${name}`, status }
      add(
        "answer: header",
        `response header ${name}`,
        "is gone",
        subject,
        (operation) => delete (responseIn(operation)["headers"] as Writable)[name]
      )
      add("answer: header", `response header ${name}`, "is a text", subject, (operation) => {
        const headers = responseIn(operation)["headers"] as Writable
        headers[name] = { schema: { type: "string" }, example: "text" }
      })
    }
    const subject = { part: "status", status }
    add(
      "status removed",
      "status",
      "is gone",
      subject,
      (operation) => delete (operation["responses"] as Writable)[String(status)]
    )
    const other = otherStatus(status, one)
    add("status changed", "status", `is ${other}`, subject, (operation) => {
      const responses = operation["responses"] as Writable
      responses[String(other)] = responses[String(status)]!
      delete responses[String(status)]
    })
  }
  for (const status of [202, 204, 400, 401, 404, 409, 410, 423, 500]) {
    if (one.responses.has(status)) continue
    add("status added", "status", "is new", { part: "status", status }, (operation) => {
      ;(operation["responses"] as Writable)[String(status)] = {
        description: "Added.",
        ...(status === 204
          ? {}
          : { content: { "application/json": { schema: { type: "object" }, examples: { added: { value: {} } } } } })
      }
    })
  }
  securityFaults(document, node, add)
  return [...found.values()]
}

const isLimit = (kind: SchemaFault["kind"]): boolean =>
  kind === "format or limit" || kind === "unique items" || kind === "integer width"

type Add = (
  kind: Kind,
  location: string,
  fault: string,
  subject: Pick<Subject, "part"> & Partial<Subject>,
  change: Change
) => void

const kindOf = (side: "answer" | "request", kind: SchemaFault["kind"]): Kind => {
  if (side === "answer") return `answer: ${kind as Exclude<typeof kind, "default">}`
  const shorter = { "field renamed": "renamed", "field dropped": "dropped", "field added": "added" } as const
  return `request: ${kind in shorter ? shorter[kind as keyof typeof shorter] : (kind as Exclude<typeof kind, keyof typeof shorter>)}`
}

const routes = (options: {
  readonly method: string
  readonly path: string
  readonly taken: ReadonlyArray<string>
  readonly add: Add
}): void => {
  const { add, method, path, taken } = options
  const segments = path.split("/")
  const moved =
    (to: string, change?: (operation: Writable) => void): Change =>
    (operation, paths) => {
      const item = paths[path] as Writable
      delete item[method.toLowerCase()]
      if (Object.keys(item).length === 0) delete paths[path]
      paths[to] = { [method.toLowerCase()]: operation }
      change?.(operation)
    }
  segments.forEach((segment, index) => {
    if (segment === "") return
    const with_ = (text: string) => segments.map((_, at) => (at === index ? text : _)).join("/")
    const name = /^\{(.+)\}$/.exec(segment)?.[1]
    if (name === undefined) {
      add(
        "path",
        "path",
        `${segment} is called ${segment}-renamed`,
        { part: "path" },
        moved(with_(`${segment}-renamed`))
      )
    } else {
      add(
        "path",
        "path",
        `{${name}} is called {${name}Renamed}`,
        { part: "path" },
        moved(with_(`{${name}Renamed}`), (operation) => {
          for (const parameter of (operation["parameters"] ?? []) as ReadonlyArray<Writable>) {
            if (parameter["in"] === "path" && parameter["name"] === name) parameter["name"] = `${name}Renamed`
          }
        })
      )
    }
  })
  add("path", "path", "has a segment more", { part: "path" }, moved(`${path}/more`))
  const others = ["get", "post", "put", "patch"].filter((_) => !taken.includes(_)).slice(0, 2)
  for (const other of others) {
    add("method", "method", `is ${other.toUpperCase()}`, { part: "method" }, (operation, paths) => {
      const item = paths[path] as Writable
      delete item[method.toLowerCase()]
      item[other] = operation
    })
  }
}

const parameters = (
  one: SpecOperation,
  node: JsonObject,
  add: Add,
  schemas: (
    side: "request",
    holder: Writable,
    location: (steps: ReadonlyArray<string>) => string,
    subject: Pick<Subject, "part">,
    holderIn: (operation: Writable) => Writable,
    isParameter: boolean
  ) => void
): void => {
  const list = (operation: Writable) => (operation["parameters"] ??= []) as unknown as Array<Writable>
  one.parameters.forEach(({ in: place, name, required }, index) => {
    const part = `${place} ${name}`
    const subject = { part }
    const parameterIn = (operation: Writable) => list(operation)[index]!
    const given = (node["parameters"] as ReadonlyArray<Json>)[index] as JsonObject
    const change =
      (fault: (parameter: Writable) => void): Change =>
      (operation) =>
        fault(parameterIn(operation))
    if (place !== "path") {
      add(
        "request: renamed",
        part,
        `is called ${renamed(name)}`,
        subject,
        change((_) => (_["name"] = renamed(name)))
      )
      add("request: dropped", part, "is gone", subject, (operation) => list(operation).splice(index, 1))
      // A list or an object in a header is written in yet another way; Prism stops at one that is missing.
      if (!/[[\]]/.test(name) && !isComposite(given)) {
        const to = place === "query" ? "header" : "query"
        add(
          "request: place",
          part,
          `is in ${to}`,
          subject,
          change((_) => {
            _["in"] = to
            for (const key of ["style", "explode"]) delete _[key]
          })
        )
      }
      add(
        "request: required or not",
        part,
        required ? "is optional" : "is required",
        subject,
        change((_) => {
          if (required) delete _["required"]
          else _["required"] = true
        })
      )
    }
    const schema = isObject(given["schema"]) ? given["schema"] : {}
    if (place === "query" && schema["type"] === "array") {
      const style = "request: style"
      add(
        style,
        part,
        "has its items in one value",
        subject,
        change((_) => Object.assign(_, { style: "form", explode: false }))
      )
      add(
        style,
        part,
        "has its items between bars",
        subject,
        change((_) => Object.assign(_, { style: "pipeDelimited", explode: false }))
      )
      const plain = name.replace(/\[\]$/, "")
      add(
        style,
        part,
        plain === name ? "has brackets" : "has no brackets",
        subject,
        change((_) => (_["name"] = plain === name ? `${name}[]` : plain))
      )
      add(
        style,
        part,
        "is one value",
        subject,
        change((_) => (_["schema"] = (schema["items"] ?? {}) as Json))
      )
    }
    if (place === "query" && given["style"] === "deepObject") {
      const style = "request: style"
      add(
        style,
        part,
        "has its fields side by side",
        subject,
        change((_) => Object.assign(_, { style: "form", explode: true }))
      )
      add(
        style,
        part,
        "has its fields in one value",
        subject,
        change((_) => Object.assign(_, { style: "form", explode: false }))
      )
    }
    schemas(
      "request",
      given as Writable,
      (steps) => `${part}${steps.length === 0 || steps[0] === "[]" ? "" : "."}${placeOf(steps)}`,
      subject,
      parameterIn,
      true
    )
  })
  for (const required of [true, false]) {
    for (const place of ["query", "header"]) {
      const name = required ? "addedRequired" : "addedOptional"
      add(
        "request: added",
        `${place} ${name}`,
        required ? "is new and required" : "is new and optional",
        { part: `${place} ${name}` },
        (operation) =>
          list(operation).push({ name, in: place, ...(required ? { required } : {}), schema: { type: "string" } })
      )
    }
  }
}

const isComposite = (parameter: JsonObject): boolean => {
  const { schema } = parameter
  return isObject(schema) && (schema["type"] === "array" || schema["type"] === "object")
}

const renamed = (name: string): string => (name.endsWith("[]") ? `${name.slice(0, -2)}_renamed[]` : `${name}_renamed`)

const serverFaults = (document: JsonObject, node: JsonObject, add: Add): void => {
  const own = serversOf(node["servers"])
  const general = serversOf(document["servers"])
  const servers = own.length > 0 ? own : general
  const put = (fault: string, change: (operation: Writable) => void, part = "server") =>
    add("server", "server", fault, { part }, change)
  put("is another host", (operation) => (operation["servers"] = [{ url: "https://elsewhere.example.com" }]))
  const prefixed = (servers.length > 0 ? servers : ["/"]).map((url) => ({ url: `${url.replace(/\/$/, "")}/v9` }))
  put("has a path before all others", (operation) => (operation["servers"] = prefixed), "server path")
  if (own.length > 0 && general.length > 0 && own[0] !== general[0]) {
    put("is that of all others", (operation) => delete operation["servers"])
  }
}

/** A field that the package sends is now only answered. */
const readOnlyFaults = (body: JsonObject, add: Add, bodyIn: (operation: Writable) => Writable): void => {
  const { properties } = (body["schema"] ?? {}) as { readonly properties?: JsonObject }
  for (const [name, field] of Object.entries(properties ?? {})) {
    if (!isObject(field)) continue
    add(
      "request: read only",
      `request body ${inside("", name)}`,
      "is only answered",
      { part: "body", steps: [name] },
      (operation) => {
        const fields = (bodyIn(operation)["schema"] as Writable)["properties"] as Writable
        fields[name] = { ...(fields[name] as JsonObject), readOnly: true }
      }
    )
  }
}

const securityFaults = (document: JsonObject, node: JsonObject, add: Add): void => {
  const required = Array.isArray(node["security"]) ? (node["security"] as ReadonlyArray<Json>) : []
  const schemes = ((document["components"] as JsonObject | undefined)?.["securitySchemes"] ?? {}) as JsonObject
  const schemeIn = (copy: Writable, key: string) =>
    ((copy["components"] as Writable)["securitySchemes"] as Writable)[key] as Writable
  const used = [...new Set(required.flatMap((_) => (isObject(_) ? Object.keys(_) : [])))]
  if (used.length > 0) {
    add("security", "security", "is not needed", { part: "security" }, (operation) => (operation["security"] = []))
    add(
      "security",
      "security",
      "may be left out",
      { part: "security" },
      (operation) => (operation["security"] = [...required, {}])
    )
    add("security", "security", "needs another credential, too", { part: "security" }, (operation, _, copy) => {
      ;((copy["components"] as Writable)["securitySchemes"] as Writable)["added"] = {
        type: "apiKey",
        in: "header",
        name: "x-added"
      }
      operation["security"] = required.map((one) => ({ ...(one as JsonObject), added: [] }))
    })
  }
  for (const key of used) {
    const scheme = isObject(schemes[key]) ? schemes[key] : {}
    const change = (fault: string, edit: (scheme: Writable) => void) =>
      add("security", `security ${key}`, fault, { part: "security" }, (_, __, copy) => edit(schemeIn(copy, key)))
    if (scheme["type"] === "apiKey") {
      change("has another name", (_) => (_["name"] = `${String(_["name"])}-renamed`))
      const to = scheme["in"] === "query" ? "header" : "query"
      change(`is in ${to}`, (_) => (_["in"] = to))
    } else {
      const replace = (other: JsonObject) => (_: Writable) => {
        for (const name of Object.keys(_)) delete _[name]
        Object.assign(_, other)
      }
      change("is of the scheme basic", replace({ type: "http", scheme: "basic" }))
      change("is a key in the query", replace({ type: "apiKey", in: "query", name: "key" }))
    }
  }
}

/** One that neither side knows, of the same kind: a success stays one. */
const otherStatus = (status: number, { responses }: SpecOperation): number =>
  (isSuccess(status) ? [201, 202, 200] : [418, 451, 507]).find((_) => !responses.has(_)) ?? 299
