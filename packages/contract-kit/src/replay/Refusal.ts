/** Finds out why a mock refused the request of a pact. */
import { inside, isObject, type Json, type JsonObject } from "@salesbridge/openapi/Json"
import { find, type OpenApi } from "@salesbridge/openapi/Specification"
import type * as PactFile from "../consumer/PactFile.ts"
import type { Interaction } from "../interactions/Interaction.ts"
import type { Disagreement } from "../report/Disagreement.ts"
import { type Choice, prefer } from "./ProviderStates.ts"

/** Sends the request of an interaction again, and returns the reasons that the mock gives. */
export const refusalsOf = async (
  url: string,
  file: JsonObject & PactFile.Pact,
  interaction: Interaction,
  choice: Choice,
  spec: OpenApi
): Promise<ReadonlyArray<Disagreement>> => {
  const { request } = file.interactions.find(({ description }) => description === interaction.name) ?? {}
  if (request === undefined) return []
  const query = Object.entries((request["query"] ?? {}) as { [name: string]: ReadonlyArray<string> })
  const headers = Object.entries((request["headers"] ?? {}) as { [name: string]: ReadonlyArray<string> })
  const body = isObject(request["body"]) ? request["body"]["content"] : undefined
  const search = new URLSearchParams(
    query.flatMap(([name, values]) => values.map((value): [string, string] => [name, value]))
  )
  const response = await fetch(`${url}${String(request["path"])}?${search.toString()}`, {
    method: String(request["method"]),
    headers: [
      ...headers.map(([name, values]): [string, string] => [name, values.join(", ")]),
      ["prefer", prefer(choice)]
    ],
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })
  const problem = (await response.json().catch(() => ({}))) as JsonObject
  const flaws = Array.isArray(problem["validation"]) ? problem["validation"].filter(isObject) : []
  const base = { witness: "replay" as const, operation: interaction.operation.id, status: interaction.response.status }
  if (flaws.length === 0) {
    const words = [problem["title"], problem["detail"]].filter((_) => typeof _ === "string").join(": ")
    return words === "" || response.status === choice.code
      ? []
      : [
          {
            ...base,
            location: "status",
            package: `expects ${choice.code}`,
            spec: `the mock responds with ${response.status}, ${words}`
          }
        ]
  }
  const parameters = (find(spec, interaction.operation.id)?.parameters ?? []).map(({ name }) => name)
  return flaws.map((flaw) => ({
    ...base,
    location: locationOf(flaw, parameters),
    package: `expects ${choice.code}`,
    spec: `the mock responds with ${response.status}: ${String(flaw["message"])}`
  }))
}

const stepped = (path: string, step: string): string => (/^\d+$/.test(step) ? `${path}[]` : inside(path, step))

/** The place of a flaw that Prism reports, written like those of the other witnesses. */
const locationOf = (flaw: JsonObject, parameters: ReadonlyArray<string>): string => {
  const steps = Array.isArray(flaw["location"]) ? (flaw["location"] as ReadonlyArray<Json>).map(String) : []
  const missing = /required property '([^']+)'/.exec(String(flaw["message"]))?.[1]
  const at = steps[0] === "response" ? steps.slice(1) : steps
  const [where = "request", ...rest] = at
  const whose = steps[0] === "response" ? "response body" : where === "body" ? "request body" : where
  const [first, ...others] = [...rest, ...(missing === undefined ? [] : [missing])]
  // Prism reports the names of query parameters and headers in lower case.
  const parameter = whose.endsWith("body") ? undefined : parameters.find((name) => name.toLowerCase() === first)
  const start = first === undefined ? "" : (parameter ?? stepped("", first))
  const place = others.reduce(stepped, start)
  return place === "" ? whose : `${whose} ${place}`
}
