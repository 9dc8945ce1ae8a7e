/**
 * Runs the real client through interactions against Pact's mock server, and checks that it returns what its operation
 * declares.
 */
import type { Operation, Vendor } from "@salesbridge/core"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import { mkdtemp, readdir, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Disagreement } from "../report/Disagreement.ts"
import { credentialsOf } from "../interactions/credentialsOf.ts"
import { detailsOf, type Interaction, successOf } from "../interactions/Interaction.ts"
import { equals, type Json, overTheWire, show } from "@salesbridge/openapi/Json"
import { pact } from "./pact.ts"
import * as PactFile from "./PactFile.ts"
import * as Sample from "../interactions/Sample.ts"

export interface Options {
  readonly definition: Vendor.Definition
  /** Builds the vendor's service, including its HTTP client, for this base URL and these credentials. */
  readonly layer: (baseUrl: string, credentials: { readonly [name: string]: string }) => Layer.Layer<never, unknown>
  /** The credentials that the client gets, by name. */
  readonly credentials: { readonly [name: string]: string }
  /**
   * What a pact contains in place of each credential, by its name. The scheme, such as `Bearer`, is added if it is
   * missing.
   */
  readonly placeholders: { readonly [name: string]: string }
  /** The folder for the pact files. */
  readonly pacts: string
}

type Client = (input: unknown, options: { readonly retry: false }) => Effect.Effect<unknown, unknown>

/**
 * Pact's mock server compares each request with all its interactions. Above this number, that takes longer than
 * starting another server.
 */
const largestBatch = 4

/** Runs all interactions, writes a pact file for each operation, and returns what the client did wrong. */
export const run = async (
  interactions: ReadonlyArray<Interaction>,
  options: Options
): Promise<ReadonlyArray<Disagreement>> => {
  const directory = await mkdtemp(join(tmpdir(), "pacts-"))
  try {
    const { PactV4 } = await pact()
    const found = new Map<Interaction, Disagreement>()
    const written: Array<string> = []
    const attempt = async (batch: ReadonlyArray<Interaction>): Promise<void> => {
      // Each batch has its own folder, because the library rereads and rewrites everything in a folder with each
      // interaction.
      const dir = await mkdtemp(join(directory, "batch-"))
      const { vendor } = batch[0]!.operation
      const provider = new PactV4({ consumer: `salesbridge-${vendor}`, provider: vendor, dir, logLevel: "error" })
      const problem = await problemOf(provider, batch, options)
      if (problem === undefined) written.push(...(await readdir(dir)).map((file) => join(dir, file)))
      else if (batch.length === 1) found.set(batch[0]!, problem)
      // Run each interaction alone to find the one that failed.
      else for (const one of batch) await attempt([one])
    }
    for (const batch of batchesOf(interactions)) await attempt(batch)
    await save(interactions, written, options.pacts)
    return interactions.flatMap((_) => found.get(_) ?? [])
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/**
 * Groups interactions that can share a mock server, because starting one takes the most time. No two in a group have
 * the same method and path, so that the server can tell them apart.
 */
const batchesOf = (interactions: ReadonlyArray<Interaction>): ReadonlyArray<ReadonlyArray<Interaction>> => {
  const batches: Array<Map<string, Interaction>> = []
  for (const one of interactions) {
    const route = `${one.request.method} ${one.request.path}`
    const free = batches.find((batch) => batch.size < largestBatch && !batch.has(route))
    if (free === undefined) batches.push(new Map([[route, one]]))
    else free.set(route, one)
  }
  return batches.map((batch) => [...batch.values()])
}

/** Collects what the library wrote, and writes one file for each operation. */
const save = async (
  interactions: ReadonlyArray<Interaction>,
  written: ReadonlyArray<string>,
  pacts: string
): Promise<void> => {
  const pact = await PactFile.merged<PactFile.Pact["interactions"][number]>(written)
  if (pact === undefined) return
  const byName = new Map(pact.interactions.map((one) => [one.description, one]))
  for (const operation of new Set(interactions.map((_) => _.operation.id))) {
    const own = interactions.filter((_) => _.operation.id === operation)
    const kept = own.flatMap((one) => PactFile.withRules(one, byName.get(one.name)))
    if (kept.length > 0) await PactFile.save({ ...pact, interactions: kept }, PactFile.pathOf(pacts, operation))
  }
}

type Provider = InstanceType<Awaited<ReturnType<typeof pact>>["PactV4"]>

/** The first problem with these interactions on one mock server. */
const problemOf = async (
  provider: Provider,
  interactions: ReadonlyArray<Interaction>,
  options: Options
): Promise<Disagreement | undefined> => {
  try {
    const added = interactions.map((interaction) => add(provider, interaction, options))
    return await added[0]!.executeTest(({ url }) => Effect.runPromise(firstProblem(interactions, url, options)))
  } catch (error) {
    const { name, operation, response } = interactions[0]!
    return {
      witness: "client",
      operation: operation.id,
      status: response.status,
      location: "request",
      package: String(error instanceof Error ? error.message : error),
      spec: `the request of "${name}"`
    }
  }
}

const add = (provider: Provider, interaction: Interaction, options: Options) => {
  const { operation, request, response } = interaction
  const state = PactFile.stateOf(interaction)
  const placeholders = credentialsOf(options.definition, operation).map(({ in: place, key, name, scheme }) => ({
    place,
    name,
    matcher: { "pact:matcher:type": "type", value: onWire(options.placeholders[key] ?? key, scheme) } as never
  }))
  const at = (place: string) =>
    Object.fromEntries(placeholders.filter((_) => _.place === place).map((_) => [_.name, _.matcher]))
  return provider
    .addInteraction()
    .given(state.name, { ...state.params })
    .uponReceiving(interaction.name)
    .withRequest(request.method, request.path, (builder) => {
      builder.query({ ...(request.query as { [name: string]: Array<string> }), ...at("query") })
      builder.headers({ accept: "application/json", ...request.headers, ...at("header") })
      if (request.body !== undefined) builder.jsonBody(asText(request.body))
    })
    .willRespondWith(response.status, (builder) => {
      if (response.body !== undefined) builder.jsonBody(asText(response.body))
    })
}

/** Pact takes a string as JSON text. */
const asText = (body: Json): Json => (typeof body === "string" ? JSON.stringify(body) : body)

/** Runs the client through the interactions. Each has its own service, and all share one HTTP client. */
const firstProblem = (interactions: ReadonlyArray<Interaction>, url: string, options: Options) =>
  Effect.scoped(
    Effect.gen(function* () {
      const scope = yield* Effect.scope
      const memoMap = yield* Layer.makeMemoMap
      for (const interaction of interactions) {
        const { operation, response } = interaction
        const call = (operation as Operation.Any as unknown as Client)(interaction.input, { retry: false })
        const exit = yield* Layer.buildWithMemoMap(options.layer(url, options.credentials), memoMap, scope).pipe(
          Effect.flatMap((services) => Effect.provideContext(call, services) as Effect.Effect<unknown, unknown>),
          Effect.exit
        )
        const outcome = judge(interaction, exit)
        // Pact explains a refused request better than the client, which only sees a status of 500.
        if (outcome === undefined || isRefusal(exit)) continue
        return {
          witness: "client" as const,
          operation: operation.id,
          status: response.status,
          location: "outcome",
          package: outcome.ours,
          spec: outcome.wanted
        }
      }
      return undefined
    })
  )

/** A placeholder with its scheme, such as `Bearer`, in front, unless it begins with the scheme. */
const onWire = (placeholder: string, scheme: string | undefined): string =>
  scheme === undefined || placeholder.startsWith(`${scheme} `) ? placeholder : `${scheme} ${placeholder}`

/** Whether Pact's mock server refused the request. */
const isRefusal = (exit: Exit.Exit<unknown, unknown>): boolean =>
  Exit.isFailure(exit) &&
  (squash(exit) as { readonly status?: number }).status === 500 &&
  String(squash(exit)).includes("Expectation")

const squash = (exit: Exit.Failure<unknown, unknown>): unknown => Cause.squash(exit.cause)

const judge = (
  { error, operation, response }: Interaction,
  exit: Exit.Exit<unknown, unknown>
): { readonly ours: string; readonly wanted: string } | undefined => {
  if (error === undefined) {
    if (Exit.isFailure(exit)) return { ours: `fails with ${String(squash(exit))}`, wanted: "the call succeeds" }
    const body = overTheWire(Sample.encode(successOf(operation), exit.value))
    const wanted = response.body === undefined ? overTheWire(operation.emptySuccess) : response.body
    return wanted === undefined || equals(body, wanted) || equals(normal(operation, wanted), body)
      ? undefined
      : { ours: `returns ${show(body)}`, wanted: `the response ${show(wanted)}` }
  }
  const wanted = `the call fails with ${error.tag}`
  if (Exit.isSuccess(exit)) return { ours: `succeeds with ${show(exit.value)}`, wanted }
  const failure = squash(exit) as { readonly [key: string]: unknown }
  if (!(failure instanceof error)) return { ours: `fails with ${String(failure)}`, wanted }
  const facts = {
    _tag: error.tag,
    category: error.category,
    vendor: operation.vendor,
    operation: operation.id,
    status: error.status
  }
  const wrong = Object.entries(facts).find(([name, value]) => failure[name] !== value)
  if (wrong !== undefined)
    return { ours: `${error.tag} has ${wrong[0]} ${show(failure[wrong[0]])}`, wanted: show(wrong[1]) }
  return response.body !== undefined && detailsOf(error) !== undefined && failure["details"] === undefined
    ? { ours: `${error.tag} has no details`, wanted: `the details of ${show(response.body)}` }
    : undefined
}

/**
 * The body as the client encodes it. It may differ from the response if the schema accepts several notations of one
 * value.
 */
const normal = (operation: Operation.Any, body: unknown): unknown =>
  overTheWire(Sample.encode(successOf(operation), Sample.decode(successOf(operation), body)))
