/**
 * The mock's specification: the document that was given, in the form of its sisters. What it says stays; what the house
 * needs and it lacks is added, marked `To do:` where only the vendor's document can tell.
 */
import { stringify } from "yaml"
import * as Names from "./Names.ts"
import {
  deref,
  flat,
  isJson,
  isObject,
  type Json,
  jsonMedia,
  type JsonObject,
  list,
  type Method,
  methods,
  object,
  references,
  sample,
  text,
  typesOf
} from "./OpenApi.ts"
import { Refused } from "./Refused.ts"
import { errorName } from "./Statuses.ts"

export interface Options {
  readonly title: string
  readonly port: number
  readonly baseUrl: string | undefined
  /** Operations to leave out, by their ids. */
  readonly without: ReadonlyArray<string>
  /** Whether ids are made from methods and paths. Default: they are those of the file. */
  readonly idsFromPaths?: boolean
}

export interface Specification {
  readonly document: JsonObject
  /** The vendor's own origin. */
  readonly origin: string
  /** What was changed, for people. */
  readonly notes: ReadonlyArray<string>
}

/** An operation where it stands. */
export interface Entry {
  readonly path: string
  readonly method: Method
  readonly item: JsonObject
  readonly operation: JsonObject
}

/** Every operation, in the document's order. */
export const entries = (document: JsonObject): ReadonlyArray<Entry> =>
  Object.entries(object(document["paths"])).flatMap(([path, given]) => {
    const item = deref(document, given)
    return Object.entries(item).flatMap(([method, operation]): ReadonlyArray<Entry> =>
      (methods as ReadonlyArray<string>).includes(method) && isObject(operation)
        ? [{ path, method: method as Method, item, operation }]
        : []
    )
  })

const noOperations = (document: JsonObject): string => {
  const found = Object.values(object(document["paths"])).flatMap((item) => Object.keys(object(item)))
  const others = [...new Set(found)].filter((_) => /^(head|options|trace)$/.test(_)).map((_) => _.toUpperCase())
  return others.length === 0
    ? "The file has no operations: nothing stands under `paths`."
    : `The file has no operations that a client calls: only ${others.join(" and ")} under \`paths\`.`
}

const todo = (what: string) => `To do: ${what}`

/** In the form of the house. Throws `Refused` with everything that stands in the way. */
export const of = (
  given: JsonObject,
  { baseUrl, idsFromPaths = false, port, title, without }: Options
): Specification => {
  const document = structuredClone(given)
  const notes: Array<string> = []
  if (idsFromPaths) idsOfPaths(document)
  notes.push(...extensions(document))
  const problems: Array<string> = []
  /** Operations that had a choice of content types. */
  const reduced: Array<string> = []

  const unknown = new Set(without)
  for (const { item, method, operation } of entries(document)) {
    const id = String(operation["operationId"])
    if (without.includes(id)) delete item[method]
    unknown.delete(id)
  }
  if (unknown.size > 0) throw new Refused([...unknown].map((id) => `--without ${id}: the file has no such operation.`))
  if (entries(document).length === 0) throw new Refused([noOperations(document)])
  const { base, origin } = server(document, baseUrl)
  if (base !== "") {
    notes.push(`${base} of the server's address stands before every path, since a base URL is an origin here.`)
    document["paths"] = Object.fromEntries(
      Object.entries(object(document["paths"])).map(([path, item]) => [`${base}${path}`, item])
    )
  }
  document["servers"] = [
    { url: origin, description: title },
    { url: `http://127.0.0.1:${port}`, description: "Mock" }
  ]

  const ids = new Map<string, string>()
  for (const { item, method, operation, path } of entries(document)) {
    const where = `${method.toUpperCase()} ${path}`
    const id = text(operation["operationId"])
    if (id === undefined) {
      const such = Names.camel(`${method} ${path.replaceAll(/\{[^}]*\}/g, "")}`)
      problems.push(
        `${where} has no operationId. Give it one in the file, such as \`operationId: ${such}\`, or make all of them: --ids path.`
      )
    } else {
      const made = /^[a-z][A-Za-z\d]*$/.test(id) ? id : Names.camel(id)
      if (made === "") problems.push(`${where}: the operationId ${JSON.stringify(id)} has no letters.`)
      if (ids.has(made)) {
        problems.push(
          `${where} and ${ids.get(made)} share the operationId ${made}. Give each one of its own, or make all of them: --ids path.`
        )
      }
      if (made !== id) notes.push(`operationId ${id} is ${made}.`)
      ids.set(made, where)
      operation["operationId"] = made
    }
    if (operation["servers"] !== undefined || item["servers"] !== undefined) {
      problems.push(`${where} has servers of its own. Take them out, and declare them by hand afterwards (\`server\`).`)
    }
    operation["summary"] = (text(operation["summary"]) ?? Names.sentence(id ?? ""))
      .replaceAll(/\s*\|\s*|\s+/g, " ")
      .replaceAll('"', "'")
    operation["description"] =
      text(operation["description"]) ?? todo(`what the document says of ${String(operation["operationId"] ?? where)}.`)
    notes.push(...twice(document, { item, method, operation, path }))
    problems.push(...placeholders(document, { item, method, operation, path }))
    if (onlyJson(document, operation)) reduced.push(String(operation["operationId"]))
    problems.push(...body(document, { item, method, operation, path }))
    statuses(operation)
  }
  for (const [path, item] of Object.entries(object(document["paths"]))) {
    for (const method of ["head", "options", "trace"]) {
      if (!(method in object(item))) continue
      delete object(item)[method]
      notes.push(`${method.toUpperCase()} ${path} is left out: no client calls it.`)
    }
  }
  if (problems.length > 0) throw new Refused(problems)
  if (reduced.length > 0) notes.push(`JSON is kept, and other content types are left out: ${reduced.join(", ")}.`)

  tags(document)
  info(document, title, origin)
  describe(document)
  examples(document)
  unauthorized(document)
  const unused = prune(document)
  if (unused.length > 0) notes.push(`Left out, as nothing refers to it: ${unused.join(", ")}.`)
  return { document: ordered(document), origin, notes }
}

/** Gives every operation an id of its own: `getCampaigns` for `GET /campaigns`, `getCampaignsById` for one of them. */
const idsOfPaths = (document: JsonObject): void => {
  const taken = new Set<string>()
  for (const { method, operation, path } of entries(document)) {
    const made = Names.camel(`${method} ${path.replaceAll(/\{([^}]*)\}/g, " by $1 ")}`)
    let id = made
    for (let next = 2; taken.has(id); next++) id = `${made}${next}`
    taken.add(id)
    operation["operationId"] = id
  }
}

/** Extensions as readers of OpenAPI know them: `x-` in lower case. */
const extensions = (document: JsonObject): ReadonlyArray<string> => {
  const renamed = new Set<string>()
  const visit = (value: Json | undefined): void => {
    if (Array.isArray(value)) return value.forEach(visit)
    if (!isObject(value)) return
    for (const [name, part] of Object.entries(value)) {
      visit(part)
      // A header or a field may well be called so.
      if (!name.startsWith("X-") || isObject(part)) continue
      delete value[name]
      value[name.toLowerCase()] = part
      renamed.add(name)
    }
  }
  visit(document)
  return [...renamed].map((name) => `${name} is ${name.toLowerCase()}, as extensions are called.`)
}

/** Its YAML, under the comment that every sister begins with. */
export const render = (document: JsonObject, title: string): string =>
  [
    `# ${title}'s API. Where this file and the vendor's document differ, the document is right.`,
    "# x-decision: where the document contradicts itself or is silent, what this file says instead, and why.",
    // Quoted where older readers would see a date or a flag.
    stringify(document, { lineWidth: 120, aliasDuplicateObjects: false, compat: "yaml-1.1" })
  ].join("\n")

/** The vendor's origin, and what follows it in every address. */
const server = (document: JsonObject, baseUrl: string | undefined): { origin: string; base: string } => {
  const urls = list(document["servers"]).flatMap((given) => {
    const url = text(object(given)["url"])
    if (url === undefined) return []
    const variables = object(object(given)["variables"])
    return [url.replaceAll(/\{([^}]+)\}/g, (_, name: string) => String(object(variables[name])["default"] ?? ""))]
  })
  const parsed = (url: string | undefined, base?: string) => {
    if (url === undefined || !URL.canParse(url, base)) return undefined
    const found = new URL(url, base)
    return /^https?:$/.test(found.protocol) ? found : undefined
  }
  const isLocal = ({ hostname }: URL) => ["127.0.0.1", "localhost", "[::1]", "0.0.0.0"].includes(hostname)
  const remote = urls.map((url) => parsed(url)).find((url) => url !== undefined && !isLocal(url))
  const own = parsed(baseUrl)
  if (baseUrl !== undefined && own === undefined) {
    throw new Refused([`--base-url ${baseUrl} is no address such as https://api.example.com.`])
  }
  const relative = parsed(
    urls.find((url) => url.startsWith("/")),
    "http://relative.invalid"
  )
  const pathOf = (url: URL | undefined) => (url?.pathname ?? "").replace(/\/+$/, "")
  if (own !== undefined) return { origin: own.origin, base: pathOf(own) || pathOf(remote ?? relative) }
  if (remote === undefined) {
    throw new Refused(["The file names no server of the vendor. Give its address: --base-url https://api.example.com"])
  }
  return { origin: remote.origin, base: pathOf(remote) }
}

/** Parameters of the operation and of its path, the operation's before those of the same name and place. */
export const parametersOf = (document: JsonObject, { item, operation }: Entry): ReadonlyArray<JsonObject> => {
  const all = [...list(item["parameters"]), ...list(operation["parameters"])].map((_) => deref(document, _))
  return [...new Map(all.map((_) => [`${String(_["in"])} ${String(_["name"])}`, _])).values()]
}

const placeholders = (document: JsonObject, entry: Entry): ReadonlyArray<string> => {
  const declared = new Set(
    parametersOf(document, entry)
      .filter((_) => _["in"] === "path")
      .map((_) => String(_["name"]))
  )
  const named = [...entry.path.matchAll(/\{([^}]+)\}/g)].map(([, name = ""]) => name)
  const where = `${entry.method.toUpperCase()} ${entry.path}`
  return [
    ...named.filter((_) => !declared.has(_)).map((_) => `${where}: the parameter {${_}} is not declared.`),
    ...[...declared].filter((_) => !named.includes(_)).map((_) => `${where}: the path has no place for {${_}}.`)
  ]
}

/** Names that stand in two places of a request: core's inputs have each once. */
const twice = (document: JsonObject, entry: Entry): ReadonlyArray<string> => {
  const schema = jsonMedia(deref(document, entry.operation["requestBody"])["content"])?.["schema"]
  const fields = new Set(Object.keys(object(flat(document, schema)["properties"])))
  return parametersOf(document, entry)
    .filter((_) => fields.has(String(_["name"])))
    .map((_) => {
      const [id, name, place] = [entry.operation["operationId"], _["name"], _["in"]].map(String)
      return `${id}: ${name} is in the ${place} and in the body. Core takes each name once; it is left out of the body.`
    })
}

/** Leaves JSON alone where there is a choice; says whether there was. */
const onlyJson = (document: JsonObject, operation: JsonObject): boolean => {
  const holders = [operation["requestBody"], ...Object.values(object(operation["responses"]))]
  let chosen = false
  for (const holder of holders.map((_) => deref(document, _))) {
    const content = object(holder["content"])
    const json = Object.entries(content).find(([type]) => isJson(type))
    if (json === undefined || Object.keys(content).length === 1) continue
    holder["content"] = Object.fromEntries([json])
    chosen = true
  }
  return chosen
}

/** A body that core cannot send, since its inputs are the fields of an object. */
const body = (document: JsonObject, { method, operation, path }: Entry): ReadonlyArray<string> => {
  const content = object(deref(document, operation["requestBody"])["content"])
  const media = jsonMedia(content)
  const types = Object.keys(content)
  const [kind = "object"] = typesOf(flat(document, media?.["schema"]))
  if (types.length === 0 || (media !== undefined && kind === "object")) return []
  const what = media === undefined ? types.join(" or ") : `a JSON ${kind}`
  const without = `--without ${String(operation["operationId"])}`
  return [
    `${method.toUpperCase()} ${path} takes ${what}. Core sends JSON objects only: leave it out (${without}), and let its callers use \`request\`.`
  ]
}

/** A status picks the class of an error, so that there are none but single ones. */
const statuses = (operation: JsonObject): void => {
  const responses = object(operation["responses"])
  const single = Object.entries(responses).filter(([status]) => /^[1-5]\d\d$/.test(status))
  const rest = Object.keys(responses).filter((status) => !/^[1-5]\d\d$/.test(status))
  const success = single.some(([status]) => status.startsWith("2"))
  const stands = success ? undefined : (rest.find((_) => /^2XX$/i.test(_)) ?? rest.find((_) => _ === "default"))
  if (stands !== undefined) single.push(["200", responses[stands] ?? {}])
  operation["responses"] = Object.fromEntries(single)
  const said = rest.map((_) =>
    _ === stands
      ? `the file had ${_} in place of 200; which status does the document name?`
      : `the file had ${_}, which is no status; declare those that the document names.`
  )
  if (said.length > 0) {
    operation["x-decision"] = [text(operation["x-decision"]), ...said.map(todo)].filter(Boolean).join(" ")
  }
}

/** One tag for each operation: its resource. */
const tags = (document: JsonObject): void => {
  const known = new Map(list(document["tags"]).map((_) => [String(object(_)["name"]), object(_)]))
  const used = new Set<string>()
  for (const { operation, path } of entries(document)) {
    const segment = path.split("/").find((_) => _ !== "" && !_.startsWith("{") && !/^(api|v\d+(\.\d+)?)$/i.test(_))
    const given = list(operation["tags"]).map(String)
    const tag = given.find((_) => Names.pascal(_) !== "") ?? (Names.sentence(segment ?? "") || "Operations")
    operation["tags"] = [tag]
    used.add(tag)
  }
  document["tags"] = [...used]
    .toSorted((a, b) => a.localeCompare(b, "en", { sensitivity: "base" }))
    .map((name) => ({
      ...known.get(name),
      name,
      description: text(known.get(name)?.["description"]) ?? todo(`what ${name} is about.`)
    }))
}

const info = (document: JsonObject, title: string, origin: string): void => {
  const given = object(document["info"])
  const license = object(given["license"])
  document["info"] = {
    ...given,
    title: text(given["title"]) ?? `${title} API`,
    version: text(given["version"]) ?? String(given["version"] ?? "1"),
    description: text(given["description"]) ?? todo(`what ${title} is for, and how a call identifies itself.`),
    contact: isObject(given["contact"]) ? given["contact"] : { name: `${title} API reference`, url: origin },
    license: {
      name: text(license["name"]) ?? "MIT",
      url: text(license["url"]) ?? "https://spdx.org/licenses/MIT.html"
    }
  }
}

const describe = (document: JsonObject): void => {
  const components = object(document["components"])
  const all = [
    ...Object.values(object(components["parameters"])).map((_) => deref(document, _)),
    ...entries(document).flatMap((entry) => parametersOf(document, entry))
  ]
  for (const parameter of new Set(all)) {
    parameter["description"] = text(parameter["description"]) ?? todo(`what ${String(parameter["name"])} is.`)
  }
}

/** Every answer has a named example; that of a success is called so. */
const examples = (document: JsonObject): void => {
  const done = new Set<JsonObject>()
  for (const { operation } of entries(document)) {
    for (const [status, given] of Object.entries(object(operation["responses"]))) {
      for (const [type, found] of Object.entries(object(deref(document, given)["content"]))) {
        const media = object(found)
        if (done.has(media)) continue
        done.add(media)
        const success = status.startsWith("2")
        const name = success ? "success" : Names.camel(errorName(Number(status)))
        if (media["example"] !== undefined) {
          media["examples"] = { [name]: { value: media["example"] }, ...object(media["examples"]) }
          delete media["example"]
        }
        const shown = Object.entries(object(media["examples"]))
        if (shown.length === 0) {
          const decision = todo("a sample of the vendor's document; this one is made up from the schema.")
          const value = isJson(type) || media["schema"] !== undefined ? sample(document, media["schema"]) : "text"
          media["examples"] = { [name]: { "x-decision": decision, value } }
        } else if (success && !shown.some(([_]) => _ === "success")) {
          media["examples"] = Object.fromEntries(shown.map(([_, value], index) => [index === 0 ? "success" : _, value]))
        }
      }
    }
  }
}

/** Which status a call without credentials has, where the vendor documents another than 401. */
const unauthorized = (document: JsonObject): void => {
  const declared = new Set(entries(document).flatMap(({ operation }) => Object.keys(object(operation["responses"]))))
  if (declared.has("401") || !declared.has("403") || document["x-mock"] !== undefined) return
  document["x-mock"] = { unauthorized: 403 }
}

/** Takes out what nothing refers to. */
const prune = (document: JsonObject): ReadonlyArray<string> => {
  const gone: Array<string> = []
  const components = object(document["components"])
  for (let found = true; found;) {
    const used = new Set(references(document))
    found = false
    for (const [kind, members] of Object.entries(components)) {
      if (kind === "securitySchemes" || !isObject(members)) continue
      for (const name of Object.keys(members)) {
        const reference = `#/components/${kind}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`
        if ([...used].some((_) => decodeURIComponent(_) === reference || _.startsWith(`${reference}/`))) continue
        delete members[name]
        gone.push(`${kind}/${name}`)
        found = true
      }
      if (Object.keys(members).length === 0) delete components[kind]
    }
  }
  return gone
}

/** The parts in the order of the sisters' files. */
const ordered = (document: JsonObject): JsonObject => {
  const first = ["openapi", "info", "x-mock", "servers", "tags", "security", "paths", "components"]
  const keys = [...first.filter((_) => _ in document), ...Object.keys(document).filter((_) => !first.includes(_))]
  return Object.fromEntries(keys.map((key): [string, Json] => [key, document[key] ?? null]))
}
