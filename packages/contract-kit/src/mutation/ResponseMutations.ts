/** Mutations of the responses in a specification: statuses, bodies and headers. */
import { type JsonObject, objectOr } from "@salesbridge/openapi/Json"
import { jsonMedia } from "@salesbridge/openapi/Document"
import { isSuccess, type SpecOperation } from "@salesbridge/openapi/Specification"
import { placeOf } from "./Mutant.ts"
import { addedSchema } from "./RequestBodyMutations.ts"
import type { Writable } from "./SchemaNodes.ts"
import { schemaDrafts, specDraftAt, type SpecificationDraft, type Target } from "./SpecificationDraft.ts"

const responsesIn = (operation: Writable) => operation["responses"] as Writable
const responseIn = (operation: Writable, status: number) => responsesIn(operation)[String(status)] as Writable

export function* responseMutations({ node, spec }: Target): Generator<SpecificationDraft> {
  for (const [status, { hasBody }] of spec.responses) {
    const given = (node["responses"] as JsonObject)[String(status)] as JsonObject
    yield* bodyMutations(status, given, hasBody)
    yield* headerMutations(status, given)
    yield* statusMutations(status, spec)
  }
  for (const status of [202, 204, 400, 401, 404, 409, 410, 423, 500]) {
    if (spec.responses.has(status)) continue
    const content = { "application/json": { schema: { type: "object" }, examples: { added: { value: {} } } } }
    yield specDraftAt("status added", "status", { part: "status", status })("is new", (operation) => {
      responsesIn(operation)[String(status)] = { description: "Added.", ...(status === 204 ? {} : { content }) }
    })
  }
}

function* bodyMutations(status: number, given: JsonObject, hasBody: boolean): Generator<SpecificationDraft> {
  const subject = { part: "body", status }
  const draft = specDraftAt("answer: body", "response body", subject)
  const media = jsonMedia(given)
  if (media !== undefined) {
    yield* schemaDrafts({
      side: "answer",
      holder: media,
      holderIn: (operation) => jsonMedia(responseIn(operation, status)) as Writable,
      location: (steps) => `response body ${placeOf(steps)}`.trim(),
      subject
    })
    yield draft("is gone", (operation) => delete responseIn(operation, status)["content"])
  } else if (!hasBody && isSuccess(status)) {
    const examples = { success: { value: { added: "added" } } }
    yield draft("is new", (operation) => {
      responseIn(operation, status)["content"] = { "application/json": { schema: addedSchema, examples } }
    })
  }
}

function* headerMutations(status: number, given: JsonObject): Generator<SpecificationDraft> {
  for (const name of Object.keys(objectOr(given["headers"]))) {
    const draft = specDraftAt("answer: header", `response header ${name}`, { part: `header ${name}`, status })
    const headersIn = (operation: Writable) => responseIn(operation, status)["headers"] as Writable
    yield draft("is gone", (operation) => delete headersIn(operation)[name])
    yield draft("is a text", (operation) => {
      headersIn(operation)[name] = { schema: { type: "string" }, example: "text" }
    })
  }
}

function* statusMutations(status: number, spec: SpecOperation): Generator<SpecificationDraft> {
  const subject = { part: "status", status }
  const remove = specDraftAt("status removed", "status", subject)
  yield remove("is gone", (operation) => delete responsesIn(operation)[String(status)])
  const other = otherStatus(status, spec)
  yield specDraftAt(
    "status changed",
    "status",
    subject
  )(`is ${other}`, (operation) => {
    const responses = responsesIn(operation)
    responses[String(other)] = responses[String(status)]!
    delete responses[String(status)]
  })
}

/** A status that neither side declares, successful if the given one is. */
const otherStatus = (status: number, { responses }: SpecOperation): number =>
  (isSuccess(status) ? [201, 202, 200] : [418, 451, 507]).find((_) => !responses.has(_)) ?? 299
