/** Drives the real client through an interaction against Pact's mock server, and holds it to what it declares. */
import type { Operation, Vendor } from "@salesbridge/core"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Layer from "effect/Layer"
import { mkdtemp, readdir, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Disagreement } from "../report/Disagreement.ts"
import { credentialsOf, detailsOf, type Interaction, successOf } from "../interactions/Interaction.ts"
import { equals, overTheWire, show } from "@salesbridge/openapi/Json"
import { pact } from "./pact.ts"
import * as PactFile from "./PactFile.ts"
import * as Sample from "../interactions/Sample.ts"

export interface Options {
  readonly definition: Vendor.Definition
  /** The vendor's service at this origin with these credentials, its transport included. */
  readonly layer: (baseUrl: string, credentials: { readonly [name: string]: string }) => Layer.Layer<never, unknown>
  /** What the client is given as credentials, by name. */
  readonly credentials: { readonly [name: string]: string }
  /** What stands for them in a pact, as on the wire. */
  readonly placeholders: { readonly [name: string]: string }
  /** Where pact files go. */
  readonly pacts: string
}

type Client = (input: unknown, options: { readonly retry: false }) => Effect.Effect<unknown, unknown>

/** Runs all interactions of one operation and writes its pact file. The promises settle in the interactions' order. */
export const run = async (
  interactions: ReadonlyArray<Interaction>,
  options: Options
): Promise<ReadonlyArray<Disagreement>> => {
  const operation = interactions[0]!.operation
  const directory = await mkdtemp(join(tmpdir(), "pacts-"))
  try {
    const { PactV4 } = await pact()
    const found: Array<Disagreement> = []
    const written: Array<string> = []
    for (const [index, interaction] of interactions.entries()) {
      // A folder for each: in a common one the library reads and writes all that is there with each interaction.
      const dir = join(directory, String(index))
      const provider = new PactV4({
        consumer: `salesbridge-${operation.vendor}`,
        provider: operation.vendor,
        dir,
        logLevel: "error"
      })
      const problem = await attempt(provider, interaction, options)
      if (problem !== undefined) found.push(problem)
      const [file] = await readdir(dir).catch(() => [])
      if (file !== undefined) written.push(join(dir, file))
    }
    await PactFile.save(written, PactFile.pathOf(options.pacts, operation.id), PactFile.withRules(interactions))
    return found
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

type Provider = InstanceType<Awaited<ReturnType<typeof pact>>["PactV4"]>

const attempt = async (
  provider: Provider,
  interaction: Interaction,
  options: Options
): Promise<Disagreement | undefined> => {
  const { operation, request, response } = interaction
  const state = PactFile.stateOf(interaction)
  const placeholders = credentialsOf(options.definition, operation).map(({ in: place, key, name, scheme }) => ({
    place,
    name,
    matcher: { "pact:matcher:type": "type", value: onWire(options.placeholders[key] ?? key, scheme) } as never
  }))
  const at = (place: string) =>
    Object.fromEntries(placeholders.filter((_) => _.place === place).map((_) => [_.name, _.matcher]))
  const disagree = (location: string, ours: string, spec: string): Disagreement => ({
    witness: "client",
    operation: operation.id,
    status: response.status,
    location,
    package: ours,
    spec
  })
  try {
    return await provider
      .addInteraction()
      .given(state.name, { ...state.params })
      .uponReceiving(interaction.name)
      .withRequest(request.method, request.path, (builder) => {
        builder.query({ ...(request.query as { [name: string]: Array<string> }), ...at("query") })
        builder.headers({ accept: "application/json", ...request.headers, ...at("header") })
        if (request.body !== undefined) builder.jsonBody(request.body)
      })
      .willRespondWith(response.status, (builder) => {
        if (response.body !== undefined) builder.jsonBody(response.body)
      })
      .executeTest(async ({ url }) => {
        const call = (operation as Operation.Any as unknown as Client)(interaction.input, { retry: false })
        const exit = await Effect.runPromiseExit(
          Effect.provide(call, options.layer(url, options.credentials)) as Effect.Effect<unknown, unknown>
        )
        const outcome = judge(interaction, exit)
        // Pact's own complaint says more than what the client made of its 500.
        if (outcome !== undefined && !isRefusal(exit)) return disagree("outcome", outcome.ours, outcome.wanted)
        return undefined
      })
  } catch (error) {
    return disagree(
      "request",
      String(error instanceof Error ? error.message : error),
      `the request of "${interaction.name}"`
    )
  }
}

/** A placeholder behind its scheme, such as `Bearer`, where it has not got it yet. */
const onWire = (placeholder: string, scheme: string | undefined): string =>
  scheme === undefined || placeholder.startsWith(`${scheme} `) ? placeholder : `${scheme} ${placeholder}`

/** Whether Pact's mock server found the request wanting. */
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
      : { ours: `gives ${show(body)}`, wanted: `the answer ${show(wanted)}` }
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

/** The answer as the schema writes it, where it reads several notations of one value. */
const normal = (operation: Operation.Any, body: unknown): unknown =>
  overTheWire(Sample.encode(successOf(operation), Sample.decode(successOf(operation), body)))
