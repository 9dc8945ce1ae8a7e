/**
 * The mock's specification: the given document, in the form of the other vendors'. Its content stays; parts that this
 * workspace requires and the document lacks are added, marked `To do:` if only the vendor's API reference can answer
 * them.
 */
import { dump } from "js-yaml"
import { describe, examples, info, ordered, prune, tags, todo, unauthorized } from "./House.ts"
import * as Ids from "./Ids.ts"
import * as Names from "./Names.ts"
import {
  deref,
  type Entry,
  entries,
  flat,
  isExtension,
  isObject,
  type Json,
  jsonMedia,
  type JsonObject,
  list,
  object,
  parametersOf,
  references,
  text
} from "./OpenApi.ts"
import { Refused } from "./Refused.ts"
import * as Security from "./Security.ts"
import * as Unsupported from "./Unsupported.ts"

export interface Options {
  readonly title: string
  readonly port: number
  readonly baseUrl: string | undefined
  /** The ids of operations to leave out. */
  readonly without: ReadonlyArray<string>
  /** Whether ids are derived from methods and paths. Default: they are taken from the file. */
  readonly idsFromPaths?: boolean
  /** Whether operations that core cannot call are left out. Default: they are refused. */
  readonly skipUnsupported?: boolean
}

export interface Specification {
  readonly document: JsonObject
  /** The vendor's own origin. */
  readonly origin: string
  /** The changes, for people. */
  readonly notes: ReadonlyArray<string>
  /** The operations of the file that were left out, with the reason if core cannot call them. */
  readonly missing: ReadonlyArray<Missing>
}

export interface Missing {
  readonly what: string
  readonly why: string | undefined
}

const noOperations = (document: JsonObject): string => {
  const found = Object.values(object(document["paths"])).flatMap((item) => Object.keys(object(item)))
  const others = [...new Set(found)].filter((_) => /^(head|options|trace)$/.test(_)).map((_) => _.toUpperCase())
  return others.length === 0
    ? "The file has no operations: nothing stands under `paths`."
    : `The file has no operations that a client calls: only ${others.join(" and ")} under \`paths\`.`
}

/** Converts a document into the form of this workspace. Throws `Refused` with all problems. */
export const of = (given: JsonObject, options: Options): Specification => {
  const document = structuredClone(given)
  const paths = object(document["paths"])
  // A path's entry is copied inline: readers of a specification do not expect a reference there.
  for (const [path, item] of Object.entries(paths)) paths[path] = structuredClone(deref(document, item))
  const { baseUrl, idsFromPaths = false, port, title } = options
  if (idsFromPaths) Ids.fromPaths(document)
  const notes = [...extensions(document), ...onePathEach(document)]
  const unwanted = leaveOut(document, options.without)
  if (entries(document).length === 0) throw new Refused([noOperations(document)])
  const { base, origin } = server(document, baseUrl)
  if (base !== "") {
    notes.push(
      `The path of the server's address is put before every path, because base URLs are origins here: ${base}.`
    )
    document["paths"] = Object.fromEntries(
      Object.entries(object(document["paths"])).map(([path, item]) => [`${base}${path}`, item])
    )
  }
  document["servers"] = [
    { url: origin, description: title },
    { url: `http://127.0.0.1:${port}`, description: "Mock" }
  ]
  const ids = Ids.fromFile(document)
  const called = callable(document, options.skipUnsupported === true)
  const problems = [...ids.problems, ...called.problems, ...entries(document).flatMap((_) => placeholders(document, _))]
  if (problems.length > 0) throw new Refused(problems)
  if (entries(document).length === 0) throw new Refused(["Nothing is left of the file that core can call."])
  notes.push(...ids.notes, ...called.notes, ...operations(document), ...unused(document))
  tags(document)
  info(document, title, origin)
  describe(document)
  examples(document)
  unauthorized(document)
  const pruned = prune(document)
  if (pruned.length > 0) notes.push(`Unused components are left out: ${pruned.join(", ")}.`)
  return { document: ordered(document), origin, notes, missing: [...unwanted, ...called.missing] }
}

/** Removes the operations with these ids, in the file's spelling or in that of messages. */
const leaveOut = (document: JsonObject, without: ReadonlyArray<string>): ReadonlyArray<Missing> => {
  const unknown = new Set(without)
  const missing: Array<Missing> = []
  for (const { item, method, operation, path } of entries(document)) {
    const id = String(operation["operationId"])
    for (const name of [id, Names.camel(id)].filter((_) => without.includes(_))) {
      delete item[method]
      unknown.delete(name)
      missing.push({ what: `${method.toUpperCase()} ${path}`, why: undefined })
    }
  }
  if (unknown.size > 0) throw new Refused([...unknown].map((id) => `--without ${id}: the file has no such operation.`))
  return missing
}

/** Leaves out operations that core cannot call, or reports them as problems. */
const callable = (
  document: JsonObject,
  skip: boolean
): Pick<Ids.Read, "notes" | "problems"> & Pick<Specification, "missing"> => {
  const closed = Security.closed(document)
  const missing: Array<Missing> = []
  const notes: Array<string> = []
  const problems: Array<string> = []
  for (const entry of entries(document)) {
    const { item, method, operation, path } = entry
    const id = String(operation["operationId"])
    const reasons = [...Unsupported.reasons(document, entry), ...(closed.get(id) ?? [])]
    if (reasons.length === 0) continue
    const name = `${method.toUpperCase()} ${path}`
    const what = `${name} ${reasons.join(", and ")}`
    if (skip) {
      delete item[method]
      missing.push({ what: name, why: `it ${reasons.join(", and ")}` })
      notes.push(`${what}. It is left out; its callers use \`request\`.`)
    } else {
      problems.push(
        `${what}. Leave the operation out: --without ${id}, or all such operations: --skip-unsupported. Its callers use \`request\`.`
      )
    }
  }
  return { missing, notes, problems }
}

/** Normalizes each operation, and returns notes on the parts that the package does not use. */
const operations = (document: JsonObject): ReadonlyArray<string> => {
  const notes: Array<string> = []
  const reduced: Array<string> = []
  const open: Array<string> = []
  for (const entry of entries(document)) {
    const { operation } = entry
    const id = String(operation["operationId"])
    operation["summary"] = (text(operation["summary"]) ?? Names.sentence(id))
      .replaceAll(/\s*\|\s*|\s+/g, " ")
      .replaceAll('"', "'")
    operation["description"] = text(operation["description"]) ?? todo(`what the API reference says about ${id}.`)
    notes.push(...twice(document, entry))
    const ignored = Unsupported.ignored(document, entry)
    if (ignored.length > 0) notes.push(`${id}: the package ignores ${ignored.join(", ")}.`)
    if (Unsupported.onlyJson(document, operation)) reduced.push(id)
    if (statuses(operation)) open.push(id)
  }
  if (reduced.length > 0) notes.push(`JSON is kept, and other content types are left out: ${reduced.join(", ")}.`)
  if (open.length > 0) {
    notes.push(
      `Responses without an exact status (\`default\`, \`4XX\`) stay in the specification; the package reports them as UnexpectedStatus until you declare their statuses: ${open.join(", ")}.`
    )
  }
  const other = Security.others(document)
  if (other.length > 0)
    notes.push(
      `Each call uses one of its alternative security schemes; these are left out of the package: ${other.join(", ")}.`
    )
  return notes
}

/** Removes parts of the file that no operation uses. */
const unused = (document: JsonObject): ReadonlyArray<string> => {
  const notes: Array<string> = []
  for (const [path, item] of Object.entries(object(document["paths"]))) {
    for (const method of ["head", "options", "trace"]) {
      if (!(method in object(item))) continue
      delete object(item)[method]
      notes.push(`${method.toUpperCase()} ${path} is left out: no client calls it.`)
    }
    if (entries({ ...document, paths: { [path]: item } }).length === 0) delete object(document["paths"])[path]
  }
  const webhooks = Object.keys(object(document["webhooks"]))
  if (webhooks.length > 0) {
    delete document["webhooks"]
    notes.push(
      `Webhooks are left out: ${webhooks.join(", ")}. Declare them as messages in its contract.ts, as contracts/getsales does.`
    )
  }
  return notes
}

/** Merges paths that differ only in the names of their parameters. */
const onePathEach = (document: JsonObject): ReadonlyArray<string> => {
  const paths = object(document["paths"])
  const first = new Map<string, string>()
  const notes: Array<string> = []
  for (const path of Object.keys(paths)) {
    const plain = path.replaceAll(/\{[^}]*\}/g, "{}")
    const same = first.get(plain)
    if (same === undefined) {
      first.set(plain, path)
      continue
    }
    const [theirs, ours] = [deref(document, paths[same]), deref(document, paths[path])]
    if (entriesOf(ours).some((method) => method in theirs)) continue
    moveInto(document, theirs, ours, namesIn(path), namesIn(same))
    delete paths[path]
    notes.push(`${path} becomes ${same}, which has the same addresses.`)
  }
  return notes
}

const namesIn = (path: string) => [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = ""]) => name)
const entriesOf = (item: JsonObject) => Object.keys(item).filter((_) => isObject(item[_]))

/** Moves the operations of a path to another path, whose parameters have different names. */
const moveInto = (
  document: JsonObject,
  to: JsonObject,
  from: JsonObject,
  names: ReadonlyArray<string>,
  others: ReadonlyArray<string>
): void => {
  for (const method of entriesOf(from)) {
    const operation = object(from[method])
    const own = parametersOf(document, {
      path: "",
      method: "get",
      item: { parameters: from["parameters"] ?? [] },
      operation
    })
    operation["parameters"] = own.map((_) => {
      const index = _["in"] === "path" ? names.indexOf(String(_["name"])) : -1
      return index < 0 ? _ : { ..._, name: others[index] ?? String(_["name"]) }
    })
    to[method] = operation
  }
}

/**
 * Renames extensions to the usual form: `x-` in lower case. Those with references are left out: OpenAPI does not define
 * them, but most tools would follow them.
 */
const extensions = (document: JsonObject): ReadonlyArray<string> => {
  const renamed = new Set<string>()
  const removed = new Set<string>()
  const visit = (value: Json | undefined, byName: boolean): void => {
    if (Array.isArray(value)) return value.forEach((_) => visit(_, false))
    if (!isObject(value)) return
    for (const [name, part] of Object.entries(value)) {
      if (/^(example|examples|default|enum|const|value)$/.test(name) && !byName) continue
      if (!byName && isExtension(name) && references(part).length > 0) {
        delete value[name]
        removed.add(name)
        continue
      }
      visit(part, !byName && holdsNames.test(name))
      // A header or a field may have such a name.
      if (byName || !name.startsWith("X-")) continue
      delete value[name]
      value[name.toLowerCase()] = part
      renamed.add(name)
    }
  }
  visit(document, false)
  return [
    ...(removed.size === 0 ? [] : [`Extensions with references are left out: ${[...removed].toSorted().join(", ")}.`]),
    ...[...renamed].map(
      (name) => `${name} becomes ${name.toLowerCase()}, because names of extensions begin with a lower-case x-.`
    )
  ]
}

/** Keywords whose members have arbitrary names. */
const holdsNames =
  /^(properties|patternProperties|headers|schemas|responses|parameters|requestBodies|securitySchemes|links|callbacks|paths|webhooks|content|encoding|mapping|variables|scopes|\$defs|pathItems)$/

/** Formats the specification as YAML, with the comment at the top of every vendor's file. */
export const render = (document: JsonObject, title: string): string =>
  [
    `# ${title}'s API. If this file differs from the vendor's API reference, the reference is right.`,
    "# x-decision: our decision, with its reason, if the API reference contradicts itself or says nothing.",
    // Quotes values that older readers would take for a date or a flag.
    dump(document, { lineWidth: 120, noRefs: true, quoteStyle: "double" })
  ].join("\n")

/** Returns the vendor's origin, and the common prefix of its paths. */
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
    throw new Refused(["The file names no server. Give the vendor's address: --base-url https://api.example.com"])
  }
  return { origin: remote.origin, base: pathOf(remote) }
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

/** Finds names in two places of a request: core's inputs have each only once. */
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

/**
 * Reduces responses to single statuses, because a status determines the class of an error. Others stay for the mock,
 * and a success without a status becomes 200. Returns whether there were others.
 */
const statuses = (operation: JsonObject): boolean => {
  const responses = object(operation["responses"])
  const isSingle = (status: string) => /^[1-5]\d\d$/.test(status)
  const others = Object.keys(responses).filter((status) => !isSingle(status))
  const hasSuccess = Object.keys(responses).some((_) => isSingle(_) && _.startsWith("2"))
  const success = hasSuccess ? undefined : (others.find((_) => /^2XX$/i.test(_)) ?? others.find((_) => _ === "default"))
  if (!hasSuccess) responses["200"] = success === undefined ? { description: "Success." } : (responses[success] ?? {})
  if (success !== undefined) delete responses[success]
  operation["responses"] = responses
  const questions = others.map((_) =>
    _ === success
      ? `the file had ${_} in place of 200; which status does the API reference name?`
      : `the file has ${_}, which is no status; declare those that the API reference names.`
  )
  if (!hasSuccess && success === undefined)
    questions.push("the file has no successful response; which does the API reference name?")
  if (questions.length > 0) {
    operation["x-decision"] = [text(operation["x-decision"]), ...questions.map(todo)].filter(Boolean).join(" ")
  }
  return others.some((_) => _ !== success)
}
