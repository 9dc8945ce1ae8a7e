/**
 * Contract tests for webhooks. Each event gets a message pact, derived from the schema with which the package reads it.
 * That schema is compared with the specification's.
 */
import { canonical, type JsonObject, objectOr } from "@salesbridge/openapi/Json"
import * as OpenApi from "@salesbridge/openapi/Specification"
import { mkdtemp, readdir, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { at, type Finding, ofDifference } from "../agreement/Finding.ts"
import * as ShapeAgreement from "../agreement/ShapeAgreement.ts"
import { readable, asItIs, readsAnything } from "../agreement/GeneratedValues.ts"
import { rules } from "../interactions/Rules.ts"
import { variants } from "../interactions/Variant.ts"
import { once } from "../once.ts"
import { withoutTolerated } from "../report/Coverage.ts"
import { type Disagreement, format, type Tolerance } from "../report/Disagreement.ts"
import type { Runner } from "../Runner.ts"
import type { Message } from "./Message.ts"
import { pact } from "./pact.ts"
import * as PactFile from "./PactFile.ts"

export type { Message } from "./Message.ts"

/** Everything that the checks of one vendor's webhooks need. */
export interface Options {
  /** The vendor's name, such as `acme`. */
  readonly vendor: string
  readonly messages: ReadonlyArray<Message>
  /**
   * The specification: a path, or the parsed document. Its `webhooks` or `x-webhooks` describe the payloads by event.
   * `x-events` lists several events with the same payload.
   */
  readonly spec: string | URL | JsonObject
  /** The folder for the message pacts, one file for each event. Its content is replaced. */
  readonly pacts: string
  /** Differences in which the package accepts more than the specification allows, with their reasons. Default: none. */
  readonly tolerances?: ReadonlyArray<Tolerance> | undefined
  /** The seed of generated values. Default: `salesbridge`. */
  readonly seed?: string | undefined
}

const timeout = 60_000

/**
 * Registers one test for each event: the package accepts it in every form, and its schema agrees with the
 * specification. One more test finds events that only one side has.
 */
export const test = (runner: Runner, options: Options): void =>
  register(runner, start(options), options.tolerances ?? [])

/** Registers the same tests for checks that `start` returned. */
export const register = (
  { describe, it }: Runner,
  session: ReturnType<typeof start>,
  tolerances: ReadonlyArray<Tolerance>
): void => {
  const judged = async (found: Promise<ReadonlyArray<Disagreement>>) => {
    const left = withoutTolerated(await found, tolerances)
    if (left.length > 0) throw new Error(left.map(format).join("\n"))
  }
  describe("the package reads each event and agrees with the specification", () => {
    for (const [event, found] of session.events) it(event, () => judged(found()), timeout)
    it("package and specification have the same events", () => judged(session.unknown()), timeout)
  })
}

/** The checks of each event. Each runs once, however often it is requested. */
export const start = (options: Options) => {
  const cleared = once(() => PactFile.clear(options.pacts))
  const events = options.messages.map(
    (message) =>
      [
        message.event,
        once(async () => {
          await cleared()
          return [...(await consume(options, message)), ...(await agreement(options, message))]
        })
      ] as const
  )
  const unread = once(() => unknown(options))
  const all = async (): Promise<ReadonlyArray<Disagreement>> => {
    const found: Array<Disagreement> = []
    for (const [, check] of events) found.push(...(await check()))
    return [...found, ...(await unread())]
  }
  return { events, unknown: unread, all }
}

/** The differences between package and specification for one event. */
export const agreement = async (options: Options, message: Message): Promise<ReadonlyArray<Disagreement>> => {
  const spec = webhooksOf(await OpenApi.read(options.spec))
  const theirs = spec.operations.find(({ operationIds }) => operationIds.includes(message.event))?.body
  const location = "payload"
  const findings: Array<Finding> = []
  if (theirs?.schema === undefined) {
    findings.push({ status: undefined, location, package: "reads it", spec: "not in webhooks or x-webhooks" })
  } else {
    const checks = {
      definition: { name: options.vendor, servers: { default: "" }, credentials: {} },
      spec,
      seed: options.seed ?? "salesbridge"
    }
    const differences = ShapeAgreement.differences(message.schema.ast, theirs.schema, spec)
    const known = new Set(differences.filter(({ lenient }) => lenient === undefined).map(({ place }) => place))
    const problems = [
      ...readable(message.schema, theirs.examples),
      ...(await readsAnything(message.schema, theirs.schema, checks, asItIs))
    ]
    findings.push(
      ...differences.map((_) => ofDifference(undefined, location, _)),
      ...problems
        .filter(({ place }) => !known.has(place))
        .map(({ ours, place, theirs }) => ({
          status: undefined,
          location: at(location, place),
          package: ours,
          spec: theirs
        }))
    )
  }
  return findings.map((_): Disagreement => ({ ..._, witness: "agreement", operation: message.event }))
}

/** Reports the specification's events that the package does not read. */
const unknown = async (options: Options): Promise<ReadonlyArray<Disagreement>> => {
  const spec = webhooksOf(await OpenApi.read(options.spec))
  const read = new Set(options.messages.map(({ event }) => event))
  return spec.operations
    .flatMap(({ operationIds }) => operationIds)
    .filter((event) => !read.has(event))
    .map((event) => ({
      witness: "agreement",
      operation: event,
      status: undefined,
      location: "payload",
      package: "no such event",
      spec: "describes it"
    }))
}

/** The webhooks of a specification as operations, so that their bodies are read like those of any other operation. */
const webhooksOf = (spec: OpenApi.OpenApi): OpenApi.OpenApi => {
  const known = read.get(spec)
  if (known !== undefined) return known
  const { "x-webhooks": own, webhooks: standard } = spec.document
  const given = { ...objectOr(standard), ...objectOr(own) } as { readonly [name: string]: JsonObject }
  const paths = Object.fromEntries(
    Object.entries(given).map(([name, item]) => {
      const { post = {}, ...rest } = item
      const operation = { ...(post as JsonObject), operationId: name, responses: {} }
      const events = item["x-events"]
      return [
        `/${name}`,
        { ...rest, post: events === undefined ? operation : { ...operation, "x-operations": events } }
      ]
    })
  )
  const made = OpenApi.of({ ...spec.document, paths } as JsonObject)
  read.set(spec, made)
  return made
}
const read = new WeakMap<OpenApi.OpenApi, OpenApi.OpenApi>()

/** Passes every form of the event to the package, and writes its pact. */
const consume = async (options: Options, message: Message): Promise<ReadonlyArray<Disagreement>> => {
  const directory = await mkdtemp(join(tmpdir(), "messages-"))
  const headers = message.headers ?? {}
  try {
    const { PactV4 } = await pact()
    const { vendor } = options
    const provider = new PactV4({
      consumer: `salesbridge-${vendor}`,
      provider: vendor,
      dir: directory,
      logLevel: "error"
    })
    const forms = variants(message.schema)
    for (const [index, { body, name }] of forms.entries()) {
      await provider
        .addAsynchronousInteraction()
        .given(`${message.event} happens`)
        .expectsToReceive(nameOf(message, name, index), (builder) => {
          // The library does not accept an empty object.
          const message = Object.keys(headers).length === 0 ? builder : builder.withMetadata({ ...headers })
          message.withJSONContent(body)
        })
        .executeTest(async (received) => message.receive(contentOf(received), { ...headers }))
    }
    const byBody = new Map(forms.map(({ body }) => [canonical(body), rules(message.schema.ast, body)]))
    const files = (await readdir(directory)).map((file) => join(directory, file))
    const written = await PactFile.merged<JsonObject>(files)
    if (written === undefined) return []
    const interactions = written.interactions.map((one) => {
      const { content } = one["contents"] as JsonObject
      return { ...one, matchingRules: { body: byBody.get(canonical(content)) ?? {} } }
    })
    await PactFile.save({ ...written, interactions }, PactFile.pathOf(options.pacts, message.event))
    return []
  } catch (error) {
    return [
      {
        witness: "client",
        operation: message.event,
        status: undefined,
        location: "payload",
        package: `does not read it: ${error instanceof Error ? error.message : String(error)}`,
        spec: "sends it"
      }
    ]
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

const nameOf = ({ event }: Message, form: string, index: number): string =>
  index === 0 ? event : `${event}, ${form} ${index}`

const contentOf = (received: unknown): unknown => {
  const { contents } = received as { readonly contents: { readonly content: unknown } }
  const { content } = contents
  return typeof content === "string" ? JSON.parse(content) : content
}
