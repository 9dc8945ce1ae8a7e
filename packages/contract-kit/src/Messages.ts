/**
 * What a vendor posts to webhooks, under contract: a message pact for each kind of event, from the schema that the
 * package reads it with, and the agreement of that schema with the specification's.
 */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Runner } from "./Contract.ts"
import { type Disagreement, format, type Tolerance, tolerates } from "./Disagreement.ts"
import { at, type Finding, ofDifference } from "./Finding.ts"
import { canonical, type Json, type JsonObject } from "@salesbridge/openapi/Json"
import * as OpenApi from "@salesbridge/openapi/Specification"
import { pact } from "./pact.ts"
import { rules } from "./Rules.ts"
import type * as Sample from "./Sample.ts"
import * as Shape from "./Shape.ts"
import { readable, readsAnything } from "./TwoWays.ts"
import { variants } from "./Variant.ts"

/** A kind of event. */
export interface Message {
  /** The event's name in the vendor's words, such as `person_created`. */
  readonly event: string
  /** What the package reads its payload with. */
  readonly schema: Sample.Codec
  /** Headers that say what the payload does not. */
  readonly headers?: { readonly [name: string]: string }
  /** Gives a delivery to the package; rejects, or throws, where that does not take it for this event. */
  readonly receive: (payload: unknown, headers: { readonly [name: string]: string }) => unknown
}

/** What a vendor brings. */
export interface Options {
  readonly vendor: string
  readonly messages: ReadonlyArray<Message>
  /** Its specification, whose `x-webhooks` describe payloads by event; `x-events` names several for one. */
  readonly spec: string | URL | JsonObject
  /** Where its message pacts go, a file for each event. What is there is replaced. */
  readonly pacts: string
  /** What the package reads beyond the specification, and why. */
  readonly tolerances?: ReadonlyArray<Tolerance>
  /** Where made-up values start. Default: `salesbridge`. */
  readonly seed?: string
}

const timeout = 60_000

/** Registers two tests for each event: the package takes it in every form, and agrees with the specification on it. */
export const test = ({ describe, it }: Runner, options: Options): void => {
  let cleared: Promise<void> | undefined
  describe("the package takes each event, and its pact is written", () => {
    for (const message of options.messages) {
      const run = async () => {
        await (cleared ??= clear(options.pacts))
        await consume(options, message)
      }
      it(message.event, run, timeout)
    }
  })
  describe("events and specification agree", () => {
    for (const message of options.messages) {
      it(message.event, async () => fail(await agreement(options, message)), timeout)
    }
    it("and neither has one that the other lacks", async () => fail(await unknown(options)), timeout)
  })
}

/** What package and specification say differently of an event. */
export const agreement = async (options: Options, message: Message): Promise<ReadonlyArray<Disagreement>> => {
  const spec = webhooksOf(await OpenApi.read(options.spec))
  const theirs = spec.operations.find(({ stands }) => stands.includes(message.event))?.body
  const location = "payload"
  const findings: Array<Finding> = []
  if (theirs?.schema === undefined) {
    findings.push({ status: undefined, location, package: "reads it", spec: "no such event in x-webhooks" })
  } else {
    const checks = {
      definition: { name: options.vendor, servers: { default: "" }, credentials: {} },
      spec,
      seed: options.seed ?? "salesbridge"
    }
    const differences = Shape.compare(Shape.ofSchema(message.schema.ast), Shape.ofSpec(spec, theirs.schema))
    const known = new Set(differences.filter(({ lenient }) => lenient === undefined).map(({ place }) => place))
    const problems = [
      ...readable(message.schema, theirs.examples),
      ...(await readsAnything(message.schema, theirs.schema, checks, (value) => value))
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
  return findings
    .map((_): Disagreement => ({ ..._, witness: "agreement", operation: message.event }))
    .filter((_) => options.tolerances?.some((tolerance) => tolerates(tolerance, _)) !== true)
}

/** Events of the specification that the package does not read. */
const unknown = async (options: Options): Promise<ReadonlyArray<Disagreement>> => {
  const spec = webhooksOf(await OpenApi.read(options.spec))
  const read = new Set(options.messages.map(({ event }) => event))
  return spec.operations
    .flatMap(({ stands }) => stands)
    .filter((event) => !read.has(event))
    .map((event) => ({
      witness: "agreement",
      operation: event,
      status: undefined,
      location: "payload",
      package: "no such event",
      spec: "in x-webhooks"
    }))
}

/** The webhooks of a specification as operations, so that their bodies are read as any other. */
const webhooksOf = (spec: OpenApi.OpenApi): OpenApi.OpenApi => {
  const known = webhooks.get(spec)
  if (known !== undefined) return known
  const given = (spec.document["x-webhooks"] ?? {}) as { readonly [name: string]: JsonObject }
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
  webhooks.set(spec, made)
  return made
}
const webhooks = new WeakMap<OpenApi.OpenApi, OpenApi.OpenApi>()

/** Gives the package every form of the event, and writes its pact. */
const consume = async (options: Options, message: Message): Promise<void> => {
  const directory = await mkdtemp(join(tmpdir(), "messages-"))
  const headers = message.headers ?? {}
  try {
    const { PactV4 } = await pact()
    const provider = new PactV4({
      consumer: `salesbridge-${options.vendor}`,
      provider: options.vendor,
      dir: directory,
      logLevel: "error"
    })
    const forms = variants(message.schema)
    for (const [index, { body, name }] of forms.entries()) {
      await provider
        .addAsynchronousInteraction()
        .given(`${message.event} happens`)
        .expectsToReceive(nameOf(message, name, index), (builder) => {
          // The library refuses none given as an empty object.
          const message = Object.keys(headers).length === 0 ? builder : builder.withMetadata({ ...headers })
          message.withJSONContent(body)
        })
        .executeTest(async (received) => message.receive(contentOf(received), { ...headers }))
    }
    await save(
      directory,
      join(options.pacts, `${message.event}.json`),
      message,
      forms.map(({ body }) => body)
    )
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

/** Takes over the pact that the library wrote, with the rules of its payloads. */
const save = async (
  directory: string,
  target: string,
  { schema }: Message,
  bodies: ReadonlyArray<Json | undefined>
): Promise<void> => {
  const [file] = await readdir(directory)
  if (file === undefined) throw new Error("Pact wrote no file")
  const written = JSON.parse(await readFile(join(directory, file), "utf8")) as {
    readonly interactions: ReadonlyArray<JsonObject>
  }
  const byBody = new Map(bodies.map((body) => [canonical(body), rules(schema.ast, body)]))
  const interactions = written.interactions.map((one) => {
    const { content } = one["contents"] as JsonObject
    return { ...one, matchingRules: { body: byBody.get(canonical(content)) ?? {} } }
  })
  await writeFile(target, `${JSON.stringify({ ...written, interactions }, null, 2)}\n`)
}

const clear = async (directory: string): Promise<void> => {
  await rm(directory, { recursive: true, force: true })
  await mkdir(directory, { recursive: true })
}

const fail = (found: ReadonlyArray<Disagreement>): void => {
  if (found.length > 0) throw new Error(found.map(format).join("\n"))
}
