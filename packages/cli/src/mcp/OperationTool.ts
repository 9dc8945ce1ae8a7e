/** An operation as a tool for agents, with JSON Schemas of input and output, and hints from its safety. */
import * as McpSchema from "effect/ai/McpSchema"
import { type Description, safetyWords, sourceWords } from "../Description.ts"
import type { Json } from "../Input.ts"
import type { JsonSchema } from "../JsonSchema.ts"
import { resultSchema } from "./Results.ts"

/** `salesflow_startCampaign`: a valid tool name for the APIs of models. */
export const nameOf = ({ id, vendor }: Description): string => `${vendor}_${id}`.slice(0, 64)

/** A valid property name for the APIs of models: up to 64 letters, digits, `_`, `.` and `-`. */
const propertyOf = (name: string): string =>
  name
    .replace(/\[\]$/, "")
    .replaceAll(/[^\w.-]+/g, "_")
    .slice(0, 64)

const renamed = ({ inputSchema }: Description): ReadonlyMap<string, string> =>
  new Map(Object.keys(inputSchema["properties"] as JsonSchema).map((name) => [propertyOf(name), name]))

/** The input of a tool. */
export const inputSchemaOf = (description: Description): JsonSchema => {
  const { properties, required, ...rest } = description.inputSchema
  return {
    ...rest,
    properties: Object.fromEntries(
      Object.entries(properties as JsonSchema).map(([name, schema]) => [propertyOf(name), schema])
    ),
    ...(required === undefined ? {} : { required: (required as ReadonlyArray<string>).map(propertyOf) })
  }
}

/** The input from an agent, with the operation's own names. */
export const inputOf = (description: Description, given: Json): Json => {
  const names = renamed(description)
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [names.get(name) ?? name, value]))
}

/** The description of an operation for agents. */
export const wordsOf = (description: Description): string => {
  const { cost, errors, name, safety, summary, vendor } = description
  return [
    `${vendor} ${name}: ${sourceWords(description)}`,
    ...(summary === "" ? [] : [summary]),
    `${safety}: ${safetyWords[safety]}.${cost === 1 ? "" : ` Costs ${cost} of the quota.`}`,
    `Fails with ${errors.map(({ description, status, tag }) => `${tag} (${status}, ${description})`).join("; ")}.`
  ].join("\n")
}

/** Tells clients which tools need a confirmation. */
const annotationsOf = ({ name, safety, vendor }: Description) => ({
  title: `${vendor} ${name}`,
  readOnlyHint: safety === "safe",
  destructiveHint: safety !== "safe",
  idempotentHint: safety !== "unsafe",
  openWorldHint: true
})

/** The tool of an operation. */
export const make = (description: Description): McpSchema.Tool =>
  new McpSchema.Tool({
    name: nameOf(description),
    title: `${description.vendor} ${description.name}`,
    description: wordsOf(description),
    inputSchema: inputSchemaOf(description) as McpSchema.ToolJson,
    outputSchema: resultSchema(description.outputSchema),
    annotations: annotationsOf(description)
  })
