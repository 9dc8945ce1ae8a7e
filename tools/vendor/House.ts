/** Requirements on every specification of this workspace that a given file may not meet. */
import * as Names from "./Names.ts"
import {
  deref,
  entries,
  isJson,
  isObject,
  type Json,
  type JsonObject,
  list,
  object,
  references,
  sample,
  text
} from "./OpenApi.ts"
import { errorName } from "./Statuses.ts"

/** A placeholder for something that only the vendor's API reference can answer. */
export const todo = (what: string) => `To do: ${what}`

/** Whether an example is one that this generator made up, not the file's own. */
export const isMadeUp = (example: JsonObject): boolean =>
  /^To do: .*this one is made up from the schema\.$/is.test(String(example["x-decision"]))

/** Gives each operation one tag: its resource. */
export const tags = (document: JsonObject): void => {
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
    // As the linter compares them.
    .toSorted((a, b) => a.localeCompare(b))
    .map((name) => ({
      ...known.get(name),
      name,
      description: text(known.get(name)?.["description"]) ?? todo(`what ${name} is about.`)
    }))
}

export const info = (document: JsonObject, title: string, origin: string): void => {
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

/** Gives every parameter a description. */
export const describe = (document: JsonObject): void => {
  const components = object(document["components"])
  const all = [
    ...Object.values(object(components["parameters"])).map((_) => deref(document, _)),
    ...entries(document).flatMap(({ item, operation }) =>
      [...list(item["parameters"]), ...list(operation["parameters"])].map((_) => deref(document, _))
    )
  ]
  for (const parameter of new Set(all)) {
    parameter["description"] = text(parameter["description"]) ?? todo(`what ${String(parameter["name"])} is.`)
  }
}

/** Gives every response a named example; that of a success is named `success`. */
export const examples = (document: JsonObject): void => {
  const done = new Set<JsonObject>()
  for (const { operation } of entries(document)) {
    for (const [status, given] of Object.entries(object(operation["responses"]))) {
      for (const [type, found] of Object.entries(object(deref(document, given)["content"]))) {
        const media = object(found)
        if (done.has(media)) continue
        done.add(media)
        // The same, for the linter, which fails at `true`.
        if (media["schema"] === true) media["schema"] = {}
        const success = status.startsWith("2")
        const failure = /^\d+$/.test(status) ? Names.camel(errorName(Number(status))) : "failure"
        const name = success ? "success" : failure
        if (media["example"] !== undefined) {
          media["examples"] = { [name]: { value: media["example"] }, ...object(media["examples"]) }
          delete media["example"]
        }
        const shown = Object.entries(object(media["examples"]))
        if (shown.length === 0) {
          const decision = todo("a sample of the API reference; this one is made up from the schema.")
          const value = isJson(type) || media["schema"] !== undefined ? sample(document, media["schema"]) : "text"
          media["examples"] = { [name]: { "x-decision": decision, value } }
        } else if (success && !shown.some(([_]) => _ === "success")) {
          media["examples"] = Object.fromEntries(shown.map(([_, value], index) => [index === 0 ? "success" : _, value]))
        }
      }
    }
  }
}

/** Sets the status of a call without credentials to 403 if the vendor documents that instead of 401. */
export const unauthorized = (document: JsonObject): void => {
  const declared = new Set(entries(document).flatMap(({ operation }) => Object.keys(object(operation["responses"]))))
  if (declared.has("401") || !declared.has("403") || document["x-mock"] !== undefined) return
  document["x-mock"] = { unauthorized: 403 }
}

/** Removes components that are not referenced. */
export const prune = (document: JsonObject): ReadonlyArray<string> => {
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

/** Returns the parts in the order of the other vendors' files. */
export const ordered = (document: JsonObject): JsonObject => {
  const first = ["openapi", "info", "x-mock", "servers", "tags", "security", "paths", "components"]
  const keys = [...first.filter((_) => _ in document), ...Object.keys(document).filter((_) => !first.includes(_))]
  return Object.fromEntries(keys.map((key): [string, Json] => [key, document[key] ?? null]))
}
