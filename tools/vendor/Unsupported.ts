/** Finds operations that core cannot call, with the reasons. Callers of such an operation use `request`. */
import {
  deref,
  type Entry,
  flat,
  jsonContent,
  type Json,
  jsonMedia,
  type JsonObject,
  object,
  parametersOf,
  typesOf
} from "./OpenApi.ts"

/** Returns the reasons why core cannot call an operation; empty if it can. */
export const reasons = (document: JsonObject, entry: Entry): ReadonlyArray<string> => [
  ...servers(entry),
  ...cookies(document, entry),
  ...body(document, entry.operation)
]

const servers = ({ item, operation }: Entry): ReadonlyArray<string> =>
  operation["servers"] === undefined && item["servers"] === undefined
    ? []
    : ["has servers of its own: take them out, and declare them by hand afterwards (`server`)"]

const cookies = (document: JsonObject, entry: Entry): ReadonlyArray<string> =>
  parametersOf(document, entry)
    .filter((_) => _["in"] === "cookie" && _["required"] === true)
    .map((_) => `needs the cookie ${String(_["name"])}: core sends none`)

/** Checks for a body that core cannot send, since its inputs are the fields of an object. */
const body = (document: JsonObject, operation: JsonObject): ReadonlyArray<string> => {
  const content = object(deref(document, operation["requestBody"])["content"])
  const media = jsonMedia(content)
  const types = Object.keys(content)
  const [kind = "object"] = typesOf(flat(document, media?.["schema"]))
  if (types.length === 0 || (media !== undefined && kind === "object")) return []
  const what = media === undefined ? types.join(" or ") : `a JSON ${kind}`
  return [`takes ${what}: core sends JSON objects only`]
}

/** Keeps only JSON, also where a wildcard stands for it, and returns whether there was a choice of media types. */
export const onlyJson = (document: JsonObject, operation: JsonObject): boolean => {
  const holders: ReadonlyArray<Json | undefined> = [
    operation["requestBody"],
    ...Object.values(object(operation["responses"]))
  ]
  let chosen = false
  for (const holder of holders.map((_) => deref(document, _))) {
    const content = object(holder["content"])
    const json = jsonContent(content)
    if (json === undefined) continue
    chosen ||= Object.keys(content).length > 1
    holder["content"] = Object.fromEntries([json])
  }
  return chosen
}

/** Returns the parts of a callable operation that the package does not use. */
export const ignored = (document: JsonObject, entry: Entry): ReadonlyArray<string> => {
  const { operation } = entry
  const responses = Object.entries(object(operation["responses"])).map(
    ([status, _]) => [status, deref(document, _)] as const
  )
  const unread = responses.flatMap(([status, response]) => {
    const types = Object.keys(object(response["content"]))
    const isRead = types.length === 0 || jsonMedia(response["content"]) !== undefined || !status.startsWith("2")
    return isRead ? [] : [`the ${types.join(" or ")} response body (\`request\` returns it as text)`]
  })
  const cookies = parametersOf(document, entry).filter((_) => _["in"] === "cookie")
  const links = responses.flatMap(([, response]) => Object.keys(object(response["links"])))
  return [
    ...unread,
    ...cookies.map((_) => `the cookie ${String(_["name"])}`),
    ...Object.keys(object(operation["callbacks"])).map((_) => `the callback ${_}`),
    ...links.map((_) => `the link ${_}`)
  ]
}
