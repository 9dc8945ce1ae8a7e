/**
 * Rules derived from a specification alone. Collections keep their records; all other operations answer with examples. For
 * OpenAPI files without rules, and for vendors without rules of their own.
 */
import { resolve, routes } from "@salesbridge/openapi/Document"
import { type JsonObject, listOr, objectOr } from "@salesbridge/openapi/Json"
import type { Definition } from "../sandbox/Definition.ts"
import { replyOf, successOf } from "./Answer.ts"
import { collectionsOf } from "./Collection.ts"
import { past } from "./past.ts"
import { refusal, type Rule, ruleOf, seedOf, type State } from "./rules.ts"

/** The rules of the operations whose ids are `wanted`. Default: all. */
export const sandboxOf = (
  document: JsonObject,
  wanted: (operation: string) => boolean = () => true
): Definition<State> => {
  const collections = collectionsOf(document).filter(({ members }) => members.some(({ id }) => wanted(id)))
  const rules = new Map<string, Rule>(
    collections.flatMap((collection) =>
      collection.members.map((member) => [member.id, ruleOf(document, collection, member, collections)] as const)
    )
  )
  const declared = new Map(routes(document).map(({ operation }) => [String(operation["operationId"]), operation]))
  const operationOf = (id: string) => declared.get(id) ?? {}
  const examples = [...declared.keys()].filter((id) => wanted(id) && !rules.has(id))
  for (const id of examples) {
    const answer = successOf(document, operationOf(id))
    rules.set(id, () => replyOf(answer))
  }
  const seed = seedOf(collections)
  return {
    seed: ({ now }) => past(structuredClone(seed) as State, now()),
    authorize: ({ credentials, operation: id }, accepted) => {
      const operation = operationOf(id)
      if (accepted(credentials) || isOpen(document, operation)) return undefined
      return refusal(document, operation, [401, 403]) ?? { status: 401 }
    },
    invalid: ({ operation: id }, violations) =>
      refusal(document, operationOf(id), [422, 400]) ?? {
        status: 422,
        headers: { "content-type": "application/problem+json" },
        body: { status: 422, title: "Invalid request", violations }
      },
    limited: ({ operation: id }) => refusal(document, operationOf(id), [429]) ?? { status: 429 },
    operations: Object.fromEntries(rules),
    examples
  }
}

/** Whether an operation can be called without credentials, or with a scheme that sandboxes do not read. */
const isOpen = (document: JsonObject, operation: JsonObject): boolean => {
  const schemes = objectOr(resolve(document, document["components"])["securitySchemes"])
  const isRead = (name: string) => {
    const scheme = resolve(document, schemes[name])
    return (
      ["http", "oauth2"].includes(String(scheme["type"])) || (scheme["type"] === "apiKey" && scheme["in"] !== "cookie")
    )
  }
  const alternatives = listOr(operation["security"] ?? document["security"]).map((_) => Object.keys(objectOr(_)))
  return alternatives.length === 0 || alternatives.some((names) => !names.some(isRead))
}
