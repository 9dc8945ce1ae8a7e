/** Mutations of the request body in a specification. */
import { inside, isObject, type JsonObject, objectOr } from "@salesbridge/openapi/Json"
import { jsonMedia } from "@salesbridge/openapi/Document"
import { placeOf } from "./Mutant.ts"
import type { Writable } from "./SchemaNodes.ts"
import { schemaDrafts, specDraftAt, type SpecificationDraft, type Target } from "./SpecificationDraft.ts"

/** A body with one required field. */
export const addedSchema = { type: "object", required: ["added"], properties: { added: { type: "string" } } }

const mediaIn = (operation: Writable) => jsonMedia(operation["requestBody"] as JsonObject) as Writable

export function* requestBodyMutations({ node }: Target): Generator<SpecificationDraft> {
  const given = node["requestBody"]
  const media = isObject(given) ? jsonMedia(given) : undefined
  if (media !== undefined) {
    yield* schemaDrafts({
      side: "request",
      holder: media,
      holderIn: mediaIn,
      location: (steps) => `request body ${placeOf(steps)}`.trim(),
      subject: { part: "body" }
    })
    yield* readOnlyMutations(media)
    const draft = specDraftAt("request: dropped", "request body", { part: "body" })
    yield draft("is gone", (operation) => delete operation["requestBody"])
  } else if (given === undefined) {
    const draft = specDraftAt("request: added", "request body", { part: "body" })
    yield draft("is new and required", (operation) => {
      operation["requestBody"] = { required: true, content: { "application/json": { schema: addedSchema } } }
    })
  }
}

/** Makes a field that the package sends `readOnly`. */
function* readOnlyMutations(media: JsonObject): Generator<SpecificationDraft> {
  for (const [name, field] of Object.entries(objectOr(objectOr(media["schema"])["properties"]))) {
    if (!isObject(field)) continue
    const subject = { part: "body", steps: [name] }
    const draft = specDraftAt("request: read only", `request body ${inside("", name)}`, subject)
    yield draft("is only answered", (operation) => {
      const fields = (mediaIn(operation)["schema"] as Writable)["properties"] as Writable
      fields[name] = { ...(fields[name] as JsonObject), readOnly: true }
    })
  }
}
