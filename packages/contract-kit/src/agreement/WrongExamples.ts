/** Removes examples that contradict their own schema, as many real files have them, and notes each. */
import { isObject, type Json, type JsonObject, objectOr } from "@salesbridge/openapi/Json"
import { jsonMedia, resolve } from "@salesbridge/openapi/Document"
import * as OpenApi from "@salesbridge/openapi/Specification"
import * as SpecValues from "./SpecValues.ts"

/** Returns the specification without wrong examples, or the same object if there are none. */
export const withoutWrongExamples = (
  spec: OpenApi.OpenApi
): { readonly spec: OpenApi.OpenApi; readonly notes: ReadonlyArray<string> } => {
  const notes: Array<string> = []
  const changes: Array<(operation: Writable) => void> = []
  for (const operation of spec.operations) {
    for (const [status, { examples, schema }] of operation.responses) {
      const wrong = wrongIn(spec, schema, examples)
      if (wrong.size === 0) continue
      notes.push(...[...wrong].map(([name, flaw]) => noteOf(`${operation.id} ${status}`, name, flaw)))
      changes.push((document) => {
        const responses = operationIn(document, operation)["responses"] as Writable
        responses[String(status)] = without(resolve(spec.document, responses[String(status)]), wrong)
      })
    }
    const wrong = wrongIn(spec, operation.body?.schema, operation.body?.examples ?? {})
    if (wrong.size === 0) continue
    notes.push(...[...wrong].map(([name, flaw]) => noteOf(`${operation.id} request body`, name, flaw)))
    changes.push((document) => {
      const own = operationIn(document, operation)
      own["requestBody"] = without(resolve(spec.document, own["requestBody"]), wrong)
    })
  }
  if (changes.length === 0) return { spec, notes }
  const document = structuredClone(spec.document) as Writable
  for (const change of changes) change(document)
  return { spec: OpenApi.of(document), notes }
}

type Writable = { [key: string]: Json }

const noteOf = (where: string, name: string, flaw: string): string =>
  `${where}: the example ${name} contradicts its schema, and is not used: ${flaw}`

/** The names of invalid examples, each with the reason. */
const wrongIn = (
  spec: OpenApi.OpenApi,
  schema: OpenApi.SpecSchema | undefined,
  examples: { readonly [name: string]: Json }
): ReadonlyMap<string, string> => {
  const names = Object.entries(examples)
  if (schema === undefined || names.length === 0) return new Map()
  const validate = SpecValues.validator(spec, schema)
  return new Map(
    names.flatMap(([name, value]) =>
      validate(value)
        .slice(0, 1)
        .map(({ place, problem }) => [name, `${place} ${problem}`.trim()] as const)
    )
  )
}

const operationIn = (document: Writable, { method, path }: OpenApi.SpecOperation): Writable => {
  const paths = document["paths"] as Writable
  const item = { ...resolve(document, paths[path]) }
  paths[path] = item
  const operation = { ...objectOr(item[method.toLowerCase()]) }
  ;(item as Writable)[method.toLowerCase()] = operation
  return operation
}

/** A copy of a request body or a response without these examples. */
const without = (holder: JsonObject, wrong: ReadonlyMap<string, string>): JsonObject => {
  const copy = structuredClone(holder) as Writable
  const media = jsonMedia(copy) as Writable | undefined
  if (media === undefined) return copy
  if (isObject(media["examples"])) {
    media["examples"] = Object.fromEntries(Object.entries(media["examples"]).filter(([name]) => !wrong.has(name)))
  } else delete media["example"]
  return copy
}
