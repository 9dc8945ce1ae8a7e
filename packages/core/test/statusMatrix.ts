/** Checks every status that a catalog declares, with every kind of body that a server may send with it. */
import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as HttpClient from "effect/http/HttpClient"
import type * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import type { CallOptions, Operation, VendorError } from "../src/index.ts"
import * as FaultServer from "./FaultServer.ts"

type Call<R> = (input: unknown, options?: CallOptions) => Effect.Effect<unknown, VendorError.Failure, R>

const html = "<!doctype html><html><body><h1>502 Bad Gateway</h1><hr>nginx</body></html>"
const megabyte = 1024 * 1024
const large = JSON.stringify({ message: "é".repeat(megabyte / 2) })
const bytes = (text: string) => new TextEncoder().encode(text).length

interface Body {
  readonly body: string
  readonly type?: string
}

/** The bodies that a server may send instead of the documented JSON. */
const bodiesOf = (documented: string): Readonly<Record<string, Body>> => ({
  "as documented": { body: documented },
  empty: { body: "" },
  HTML: { body: html, type: "text/html; charset=utf-8" },
  "truncated JSON": { body: documented.slice(0, Math.ceil(documented.length / 2)) },
  "of a wrong content type": { body: documented, type: "image/png" },
  "of 1 MB": { body: large }
})

const sample = <S extends Schema.Constraint>(
  schema: S,
  fits: (value: S["Type"]) => boolean = () => true,
  // Nearly always, one of the first values fits.
  [count = 0, ...further]: ReadonlyArray<number> = [4, 200]
): Effect.Effect<S["Type"], Arbitrary.SampleError> =>
  Effect.flatMap(Arbitrary.sampleEffect(Arbitrary.schema(schema), { count, size: 3, seed: 1 }), (values) => {
    const value = values.find(fits)
    if (value !== undefined) return Effect.succeed(value)
    return further.length > 0 ? sample(schema, fits, further) : Effect.die(new Error("No generated value fits"))
  })

export const inputOf = (operation: Operation.Any) => {
  const { body, headers, path, query } = operation.parameters
  const required = Object.entries({ ...path, ...query, ...headers, ...body }).filter(
    ([, schema]) => (schema as { "~type.optionality"?: string })["~type.optionality"] !== "optional"
  )
  const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0
  const fits = (value: Record<string, unknown>) =>
    Object.keys(path).every((name) => /\w/.test(String(value[name]))) &&
    !Object.keys(query).some((name) => isEmptyList(value[name]))
  return Effect.map(sample(Schema.Struct(Object.fromEntries(required)), fits), (input) => ({
    ...input,
    ...operation.example
  })).pipe(
    Effect.mapError((cause) => {
      const why = "a pattern with the flag i, a look-ahead or \\p{...} gives none"
      return new Error(`No input could be made up for ${operation.id}: ${why}`, { cause })
    })
  )
}

const failureOf = (exit: Exit.Exit<unknown, VendorError.Failure>, what: string): VendorError.Failure => {
  if (Exit.isSuccess(exit)) assert.fail(`${what}: succeeded with ${JSON.stringify(exit.value)}`)
  assert.isFalse(Cause.hasDies(exit.cause), `${what}: ${Cause.pretty(exit.cause)}`)
  const failure = Exit.findErrorOption(exit)
  if (failure._tag === "None") assert.fail(`${what}: ${Cause.pretty(exit.cause)}`)
  return failure.value
}

/** What a test of a whole catalog needs. */
export interface Options<R> {
  readonly catalog: Iterable<Operation.Any>
  /** The vendor's layer for this origin. Its quota should have no limits. */
  readonly layer: (baseUrl: string) => Layer.Layer<R, never, HttpClient.HttpClient>
  readonly transport: Layer.Layer<HttpClient.HttpClient>
  /** The response header with the request id. Default: `x-request-id`. */
  readonly requestIdHeader?: string
  /** Inputs by operation, if neither `example` nor the generator provides a valid one. */
  readonly inputs?: { readonly [operation: string]: unknown }
  /** Success bodies by operation, if the generator provides none. */
  readonly successes?: { readonly [operation: string]: unknown }
  /**
   * `documented`: each error class once, with the documented body. `every`: every status of every operation, with every
   * kind of body. Default: `documented`.
   */
  readonly bodies?: "documented" | "every"
}

const answerOf = (status: number, { body, type }: Body, requestIdHeader: string): FaultServer.Answer => ({
  status,
  headers: { "content-type": type ?? "application/json", [requestIdHeader]: "request-1" },
  body
})

/** The body that the vendor documents for this error. */
const errorBody = ({ detailsSchema, when }: VendorError.StatusClass) =>
  Effect.map(
    detailsSchema === undefined
      ? Effect.succeed({ message: "no" })
      : sample(Schema.toEncoded(detailsSchema), when ?? (() => true)),
    (documented) => JSON.stringify(documented)
  )

/** Checks that the failure has this class, and the fields of every failure. */
const checkFailure = (
  failure: VendorError.Failure,
  errorClass: VendorError.StatusClass,
  { vendor, id }: Operation.Any,
  body: Body & { readonly documented: boolean },
  what: string
): void => {
  const { category, detailsSchema, status, tag } = errorClass
  assert.strictEqual(failure.constructor, errorClass, what)
  const facts = failure as unknown as VendorError.DocumentedFacts & VendorError.Failure
  const said = { _tag: tag, vendor, operation: id, status, category, requestId: "request-1" }
  assert.deepInclude({ ...facts }, said, what)
  assert.isAtMost(bytes(facts.body), 2048, what)
  assert.isTrue(body.body.startsWith(facts.body), what)
  assert.strictEqual(facts.body === "", body.body === "", what)
  if (detailsSchema !== undefined && body.documented) assert.isDefined(facts.details, what)
}

/** With a 2xx, a body of another form is an `UnexpectedResponse`. */
const checkUnexpected = (failure: VendorError.Failure, { vendor, id }: Operation.Any, empty: boolean, what: string) => {
  const said = { _tag: "UnexpectedResponse", category: "Unexpected", vendor, operation: id, status: 200 }
  assert.deepInclude({ ...failure }, { ...said, requestId: "request-1", path: "", empty } as object, what)
  assert.isAtMost(bytes((failure as unknown as VendorError.AnswerFacts).body), 2048, what)
}

/** Declares the tests, one for each operation. Each request goes through the whole client to a real server. */
export const statusMatrix = <R>(options: Options<R>): void => {
  const requestIdHeader = options.requestIdHeader ?? "x-request-id"
  const chosen = (bodies: Readonly<Record<string, Body>>): ReadonlyArray<readonly [string, Body]> =>
    Object.entries(bodies).slice(0, options.bodies === "every" ? undefined : 1)

  /** Calls the operation against a server that replies as told. */
  const exchanges = (operation: Operation.Any) =>
    Effect.gen(function* () {
      let answer: FaultServer.Answer = {}
      const server = yield* FaultServer.start(() => answer)
      const input = options.inputs?.[operation.id] ?? (yield* inputOf(operation))
      const call = operation as unknown as Call<R>
      return (next: FaultServer.Answer) =>
        Effect.gen(function* () {
          answer = next
          const before = server.received.length
          // Each with its own layer: after a 429, other calls on the same layer wait.
          const exit = yield* Effect.exit(Effect.provide(call(input, { retry: false }), options.layer(server.url)))
          if (server.received.length === before) {
            assert.fail(`${operation.id}: nothing was sent: ${failureOf(exit, operation.id).message}`)
          }
          return exit
        })
    })
  type Exchange = Effect.Success<ReturnType<typeof exchanges>>

  // Checking a class once is enough. The catalog shows which operations declare it.
  const seen = new Set<VendorError.StatusClass>()
  const failures = (operation: Operation.Any, exchange: Exchange) =>
    Effect.gen(function* () {
      for (const errorClass of operation.errors) {
        if (options.bodies !== "every" && seen.has(errorClass)) continue
        seen.add(errorClass)
        const documented = yield* errorBody(errorClass)
        for (const [kind, body] of chosen(bodiesOf(documented))) {
          const isDocumented = body.body === documented
          // With a 2xx, the body decides whether it is this error; other bodies are successes.
          if (errorClass.when !== undefined && !isDocumented) continue
          const what = `${operation.id} ${errorClass.status}, body ${kind}`
          const failure = failureOf(yield* exchange(answerOf(errorClass.status, body, requestIdHeader)), what)
          checkFailure(failure, errorClass, operation, { ...body, documented: isDocumented }, what)
        }
      }
    })

  const success = (operation: Operation.Any, exchange: Exchange) =>
    Effect.gen(function* () {
      const isVoid = operation.success.ast._tag === "Void"
      const given = options.successes?.[operation.id]
      const documented = isVoid
        ? { ignored: true }
        : (given ??
          (yield* Schema.encodeUnknownEffect(operation.success)(yield* sample(Schema.toType(operation.success)))))
      const text = JSON.stringify(documented)
      for (const [kind, body] of chosen({ ...bodiesOf(text), "of 1 MB": { body: text + " ".repeat(megabyte) } })) {
        const what = `${operation.id} 200, body ${kind}`
        const exit = yield* exchange(answerOf(200, body, requestIdHeader))
        const isEmpty = body.body === ""
        const mayBeEmpty = operation.emptySuccess !== undefined && operation.emptyStatuses?.includes(200) !== false
        if (isVoid || (isEmpty ? mayBeEmpty : body.body.startsWith(text))) {
          if (Exit.isFailure(exit)) assert.fail(`${what}: ${Cause.pretty(exit.cause)}`)
        } else checkUnexpected(failureOf(exit, what), operation, isEmpty, what)
      }
    })

  describe("each documented status is its error, and a success its value", () => {
    for (const operation of options.catalog) {
      it.live(
        `${operation.vendor} ${operation.id}`,
        () =>
          Effect.gen(function* () {
            const exchange = yield* exchanges(operation)
            yield* failures(operation, exchange)
            yield* success(operation, exchange)
          }).pipe(Effect.scoped, Effect.provide(options.transport)),
        60_000
      )
    }
  })
}
