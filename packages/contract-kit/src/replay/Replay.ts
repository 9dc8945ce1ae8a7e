/** The first witness: Pact's verifier replays the pacts against the mock that serves the specification. */
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Disagreement } from "../report/Disagreement.ts"
import type { Interaction } from "../interactions/Interaction.ts"
import { inside, isObject, type Json, type JsonObject, show } from "@salesbridge/openapi/Json"
import { find, type OpenApi } from "@salesbridge/openapi/Specification"
import * as PactFile from "../consumer/PactFile.ts"
import { type Choice, withProviderStates } from "./ProviderStates.ts"
import { verify } from "./Verifier.ts"

/** Serves a specification on this machine, and refuses to give answers that break it. */
export type Serve = (specification: string) => Promise<{ readonly url: string; readonly close: () => Promise<void> }>

export interface Options {
  readonly spec: OpenApi
  readonly serve: Serve
  /** Where the pact files are. */
  readonly pacts: string
  /** Whether to replay them a second time as pacts alone would be, with the specification's own examples. */
  readonly plain?: boolean
}

interface Mismatch {
  readonly type: string
  readonly path?: string
  readonly key?: string
  readonly mismatch?: string
  readonly expected?: unknown
  readonly actual?: unknown
}

interface Results {
  readonly interactionResults: ReadonlyArray<{
    readonly description: string
    readonly result: string
    readonly mismatch?: {
      readonly type: string
      readonly mismatches?: ReadonlyArray<Mismatch>
      readonly message?: string
    }
  }>
}

export interface Replayed {
  readonly disagreements: ReadonlyArray<Disagreement>
  /** The names of the interactions that were replayed. */
  readonly replayed: ReadonlySet<string>
  /** Those that went well with the specification's own examples; none where that was not asked for. */
  readonly plain: ReadonlySet<string>
}

/** What stands before the name of an interaction that is replayed as pacts alone would be. */
const plainly = "plain "

/** What the mock answers otherwise than the pacts say, and the names of the interactions that were replayed. */
export const run = async (interactions: ReadonlyArray<Interaction>, options: Options): Promise<Replayed> => {
  const { choices, document } = withProviderStates(options.spec, interactions)
  const byName = new Map(interactions.map((_) => [_.name, _]))
  const directory = await mkdtemp(join(tmpdir(), "spec-"))
  const specification = join(directory, "openapi.json")
  await writeFile(specification, JSON.stringify(document))
  const mock = await options.serve(specification)
  try {
    const files = await PactFile.list(options.pacts)
    const ids = new Set(interactions.map(({ operation }) => operation.id))
    const pacts = await Promise.all(
      [...files]
        .filter(([id]) => ids.has(id))
        .map(async ([id, path]) => {
          const copy = join(directory, `${id}.pact.json`)
          const pact = await PactFile.read(path)
          const both = {
            ...pact,
            interactions: [...asking(pact, choices), ...(options.plain === true ? asking(pact) : [])]
          }
          await writeFile(copy, JSON.stringify(both))
          return copy
        })
    )
    const results = parse(
      await verify({
        provider: interactions[0]?.operation.vendor ?? "vendor",
        url: mock.url,
        pacts
      })
    )
    const disagreements: Array<Disagreement> = []
    for (const result of results.interactionResults) {
      const interaction = byName.get(result.description)
      if (interaction === undefined || result.result === "OK") continue
      const mismatches = result.mismatch?.mismatches ?? [
        { type: "Unknown", mismatch: result.mismatch?.message ?? "it failed" }
      ]
      const choice = choices.get(interaction.name)
      const pactFile = files.get(interaction.operation.id)
      const refusal =
        pactFile === undefined || choice === undefined
          ? []
          : await askAgain(
              mock.url,
              await PactFile.read(pactFile),
              interaction,
              choice,
              parametersOf(options.spec, interaction)
            )
      disagreements.push(...(refusal.length > 0 ? refusal : mismatches.flatMap((_) => explain(interaction, _))))
    }
    const names = (_: Results["interactionResults"]) => _.map(({ description }) => description)
    const isPlain = (description: string) => description.startsWith(plainly)
    return {
      disagreements,
      replayed: new Set(names(results.interactionResults).filter((_) => !isPlain(_))),
      plain: new Set(
        names(results.interactionResults.filter(({ result }) => result === "OK"))
          .filter(isPlain)
          .map((_) => _.slice(plainly.length))
      )
    }
  } finally {
    await mock.close()
    await rm(directory, { recursive: true, force: true })
  }
}

/** The pact files as they are, replayed against a running provider: the names of the interactions that went wrong, and how. */
export const against = async (
  pacts: string,
  provider: { readonly name: string; readonly url: string; readonly states: string },
  /** Only those of these operations. Default: all. */
  operations?: ReadonlySet<string>
): Promise<ReadonlyMap<string, string>> => {
  const { name, states, url } = provider
  const files = [...(await PactFile.list(pacts))].flatMap(([id, path]) => ((operations?.has(id) ?? true) ? [path] : []))
  if (files.length === 0) return new Map()
  const { interactionResults } = parse(await verify({ provider: name, url, pacts: files, states }))
  return new Map(
    interactionResults
      .filter(({ result }) => result !== "OK")
      .map(({ description, mismatch }) => [description, JSON.stringify(mismatch)])
  )
}

/** The header that makes Prism give this answer. */
const prefer = ({ code, example }: Choice): string =>
  `code=${code}${example === undefined ? "" : `, example=${example}`}`

/**
 * Interactions whose requests ask the mock for their answers themselves, so that it needs to be told no provider states:
 * for these, or for the first example of their status.
 */
const asking = ({ interactions }: PactFile.Pact, choices?: ReadonlyMap<string, Choice>) =>
  interactions.map((one) => {
    const choice =
      choices === undefined ? { code: one.response.status, example: undefined } : choices.get(one.description)
    const headers = {
      ...(one.request["headers"] as JsonObject | undefined),
      ...(choice === undefined ? {} : { prefer: [prefer(choice)] })
    }
    const description = choices === undefined ? `${plainly}${one.description}` : one.description
    return { ...one, description, providerStates: [], request: { ...one.request, headers } }
  })

const parse = (text: string): Results => {
  try {
    return JSON.parse(text) as Results
  } catch {
    throw new Error(`The replay could not be run: ${text}`)
  }
}

const explain = ({ operation, response }: Interaction, mismatch: Mismatch): ReadonlyArray<Disagreement> => {
  const disagreement = (location: string, ours: string, spec: string): Disagreement => ({
    witness: "replay",
    operation: operation.id,
    status: response.status,
    location,
    package: ours,
    spec
  })
  const text = mismatch.mismatch ?? ""
  if (mismatch.type === "StatusMismatch") {
    return [disagreement("status", `expects ${response.status}`, `the mock answers ${String(mismatch.actual)}`)]
  }
  if (mismatch.type === "BodyMismatch") {
    const place = placeOf(mismatch.path ?? "$")
    const missing = /missing the following keys: (.*)$/.exec(text)?.[1]
    if (missing !== undefined) {
      return missing
        .split(", ")
        .map((name) =>
          disagreement(
            `response body ${inside(place, name)}`,
            "reads the field",
            `its answer has only ${list(mismatch.actual)}`
          )
        )
    }
    return [
      disagreement(
        `response body${place === "" ? "" : ` ${place}`}`,
        `reads what is like ${text_(mismatch.expected)}`,
        text
      )
    ]
  }
  return [
    disagreement(
      mismatch.key === undefined ? mismatch.type : `response header ${mismatch.key}`,
      text_(mismatch.expected),
      text
    )
  ]
}

const text_ = (value: unknown): string => (typeof value === "string" ? value : show(value))
const list = (value: unknown): string => {
  try {
    const names: unknown = JSON.parse(String(value))
    return Array.isArray(names) ? names.join(", ") : String(value)
  } catch {
    return String(value)
  }
}

/** Pact's path of a mismatch as a place: `$[0]['First Name']` is `[]["First Name"]`. */
const placeOf = (path: string): string =>
  [...path.replace(/^\$/, "").matchAll(/\.([A-Za-z_][\w-]*)|\['((?:[^'\\]|\\.)*)'\]|\[(\d+|\*)\]/g)].reduce(
    (place, [, plain, quoted]) =>
      plain === undefined && quoted === undefined ? `${place}[]` : inside(place, plain ?? quoted ?? ""),
    ""
  )

const parametersOf = (spec: OpenApi, { operation }: Interaction): ReadonlyArray<string> =>
  (find(spec, operation.id)?.parameters ?? []).map(({ name }) => name)

/** The mock's own words for an answer of another status. */
const askAgain = async (
  url: string,
  file: JsonObject & PactFile.Pact,
  interaction: Interaction,
  choice: Choice,
  parameters: ReadonlyArray<string>
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
            spec: `the mock answers ${response.status}, ${words}`
          }
        ]
  }
  return flaws.map((flaw) => ({
    ...base,
    location: locationOf(flaw, parameters),
    package: `expects ${choice.code}`,
    spec: `the mock answers ${response.status}: ${String(flaw["message"])}`
  }))
}

const stepped = (path: string, step: string): string => (/^\d+$/.test(step) ? `${path}[]` : inside(path, step))

/** Where Prism found a flaw, in the words of the other witnesses. */
const locationOf = (flaw: JsonObject, parameters: ReadonlyArray<string>): string => {
  const steps = Array.isArray(flaw["location"]) ? (flaw["location"] as ReadonlyArray<Json>).map(String) : []
  const missing = /required property '([^']+)'/.exec(String(flaw["message"]))?.[1]
  const at = steps[0] === "response" ? steps.slice(1) : steps
  const [where = "request", ...rest] = at
  const whose = steps[0] === "response" ? "response body" : where === "body" ? "request body" : where
  const [first, ...others] = [...rest, ...(missing === undefined ? [] : [missing])]
  // Prism names query parameters and headers in lower case.
  const parameter = whose.endsWith("body") ? undefined : parameters.find((name) => name.toLowerCase() === first)
  const start = first === undefined ? "" : (parameter ?? stepped("", first))
  const place = others.reduce(stepped, start)
  return place === "" ? whose : `${whose} ${place}`
}
