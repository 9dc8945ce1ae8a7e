/** Notes on the parts of a document that its plain form omits, one line each, so that nothing is omitted silently. */
import * as Document from "./Document.ts"
import { type JsonObject, objectOr } from "./Json.ts"
import { unknownPatterns } from "./UnknownPatterns.ts"

/** The methods that no client here uses. */
const unsent: ReadonlySet<string> = new Set(["head", "options", "trace"])

/** Every note, in the order of the document. `operations` selects the notes of these operations. Default: all. */
export const notes = (document: JsonObject, operations?: ReadonlyArray<string>): ReadonlyArray<string> => {
  const seen = new Set<JsonObject>()
  return [
    ...Document.routes(document).flatMap((route) => {
      const id = route.operation["operationId"]
      return operations === undefined || operations.includes(String(id)) ? ofOperation(document, route, seen) : []
    }),
    ...Object.keys(objectOr(document["webhooks"])).map((name) => `webhooks: ${name} is not an operation; see Webhooks`)
  ]
}

const ofOperation = (document: JsonObject, route: Document.Route, seen: Set<JsonObject>): ReadonlyArray<string> => {
  const { method, operation, path } = route
  const name = `${method.toUpperCase()} ${path}`
  if (unsent.has(method)) return [`${name}: no client sends it`]
  const id = typeof operation["operationId"] === "string" ? operation["operationId"] : name
  const body = Document.resolve(document, operation["requestBody"])
  const types = Object.keys(objectOr(body["content"]))
  const isRead = Document.jsonMedia(body) !== undefined
  const others = isRead && types.length > 1 ? types.filter((_) => !Document.isJson(_)) : []
  return [
    ...Document.parameters(document, route)
      .filter((_) => _["in"] === "cookie" && _["required"] !== true)
      .map((_) => `${id}: the cookie ${String(_["name"])} is not sent`),
    ...others.map((type) => `${id}: ${type} is an alternative to JSON, which is sent`),
    ...Object.entries(objectOr(operation["responses"])).flatMap(([status, given]) =>
      ofResponse(`${id} ${status}`, Document.resolve(document, given))
    ),
    ...Object.keys(objectOr(operation["callbacks"])).map((_) => `${id}: the callback ${_} is ignored`),
    ...unknownPatterns(document, route, id, seen)
  ]
}

const ofResponse = (name: string, response: JsonObject): ReadonlyArray<string> => {
  const types = Object.keys(objectOr(response["content"]))
  const unread = Document.jsonMedia(response) !== undefined || !/ (2|default)/.test(name) ? [] : types
  return [
    ...unread.map((type) => `${name}: ${type} is not JSON, so its body is not read`),
    ...Object.keys(objectOr(response["links"])).map((_) => `${name}: the link ${_} is ignored`)
  ]
}
