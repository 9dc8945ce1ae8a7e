/** Every status that a catalog declares, each with every body that a server may put under it. */
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
const bytes = (text: string) => new TextEncoder().encode(text).length

interface Body {
  readonly body: string
  readonly type?: string
}

/** What a server may send where this JSON is documented. */
const bodiesOf = (documented: string): Readonly<Record<string, Body>> => ({
  "as documented": { body: documented },
  empty: { body: "" },
  HTML: { body: html, type: "text/html; charset=utf-8" },
  "truncated JSON": { body: documented.slice(0, Math.ceil(documented.length / 2)) },
  "of a wrong content type": { body: documented, type: "image/png" },
  "of 1 MB": { body: JSON.stringify({ message: "é".repeat(megabyte / 2) }) }
})

const sample = <S extends Schema.Constraint>(schema: S, fits: (value: S["Type"]) => boolean = () => true) =>
  Effect.flatMap(Arbitrary.sampleEffect(Arbitrary.schema(schema), { count: 200, size: 3, seed: 1 }), (values) => {
    const value = values.find(fits)
    return value === undefined ? Effect.die(new Error("No generated value fits")) : Effect.succeed(value)
  })

export const inputOf = (operation: Operation.Any) => {
  const { body, headers, path, query } = operation.parameters
  const required = Object.entries({ ...path, ...query, ...headers, ...body }).filter(
    ([, schema]) => (schema as { "~type.optionality"?: string })["~type.optionality"] !== "optional"
  )
  const fits = (value: Record<string, unknown>) => Object.keys(path).every((name) => /\w/.test(String(value[name])))
  return Effect.map(sample(Schema.Struct(Object.fromEntries(required)), fits), (input) => ({
    ...input,
    ...operation.example
  }))
}

const failureOf = (exit: Exit.Exit<unknown, VendorError.Failure>, what: string): VendorError.Failure => {
  if (Exit.isSuccess(exit)) assert.fail(`${what}: succeeded with ${JSON.stringify(exit.value)}`)
  assert.isFalse(Cause.hasDies(exit.cause), `${what}: ${Cause.pretty(exit.cause)}`)
  const failure = Exit.findErrorOption(exit)
  if (failure._tag === "None") assert.fail(`${what}: ${Cause.pretty(exit.cause)}`)
  return failure.value
}

/** What a test of a whole catalog needs to know. */
export interface Options<R> {
  readonly catalog: Iterable<Operation.Any>
  /** The vendor's layer, talking to this origin; its quota should have no limits. */
  readonly layer: (baseUrl: string) => Layer.Layer<R, never, HttpClient.HttpClient>
  readonly transport: Layer.Layer<HttpClient.HttpClient>
  /** Header in which the vendor sends the request's id. Default: `x-request-id`. */
  readonly requestIdHeader?: string
  /** Inputs by operation, where neither `example` nor the generator gives a valid one. */
  readonly inputs?: { readonly [operation: string]: unknown }
  /** Successful JSON bodies by operation, where the generator gives none. */
  readonly successes?: { readonly [operation: string]: unknown }
}

/**
 * Declares the tests: one for each operation and declared status, with each body in turn, and one for its success.
 * Each request goes through the whole client to a server of its own.
 */
export const statusMatrix = <R>(options: Options<R>): void => {
  const requestIdHeader = options.requestIdHeader ?? "x-request-id"

  const exchange = (operation: Operation.Any, answer: FaultServer.Answer) =>
    Effect.gen(function* () {
      const server = yield* FaultServer.start(FaultServer.inTurn(answer))
      const input = options.inputs?.[operation.id] ?? (yield* inputOf(operation))
      const call = operation as unknown as Call<R>
      const exit = yield* Effect.exit(call(input, { retry: false }).pipe(Effect.provide(options.layer(server.url))))
      if (server.received.length === 0) {
        assert.fail(`${operation.id}: nothing was sent: ${failureOf(exit, operation.id).message}`)
      }
      return exit
    }).pipe(Effect.scoped)

  const answer = (status: number, { body, type }: Body): FaultServer.Answer => ({
    status,
    headers: { "content-type": type ?? "application/json", [requestIdHeader]: "request-1" },
    body
  })

  for (const operation of options.catalog) {
    describe(`${operation.vendor} ${operation.id}`, () => {
      for (const errorClass of operation.errors) {
        it.live(`${errorClass.status} is ${errorClass.tag}, whatever the body`, () =>
          Effect.gen(function* () {
            const { detailsSchema } = errorClass
            const documented =
              detailsSchema === undefined
                ? { message: "no" }
                : yield* sample(Schema.toEncoded(detailsSchema), errorClass.when ?? (() => true))
            for (const [kind, body] of Object.entries(bodiesOf(JSON.stringify(documented)))) {
              // Under a 2xx the body decides whether it is this error; the others belong to the success.
              if (errorClass.when !== undefined && body.body !== JSON.stringify(documented)) continue
              const what = `${operation.id} ${errorClass.status}, body ${kind}`
              const failure = failureOf(yield* exchange(operation, answer(errorClass.status, body)), what)
              assert.strictEqual(failure.constructor, errorClass, what)
              const facts = failure as unknown as VendorError.DocumentedFacts & VendorError.Failure
              assert.deepInclude(
                { ...facts },
                {
                  _tag: errorClass.tag,
                  vendor: operation.vendor,
                  operation: operation.id,
                  status: errorClass.status,
                  category: errorClass.category,
                  requestId: "request-1"
                },
                what
              )
              assert.isAtMost(bytes(facts.body), 2048, what)
              assert.isTrue(body.body.startsWith(facts.body), what)
              assert.strictEqual(facts.body === "", body.body === "", what)
              if (detailsSchema !== undefined && body.body === JSON.stringify(documented)) {
                assert.isDefined(facts.details, what)
              }
            }
          }).pipe(Effect.provide(options.transport))
        )
      }

      it.live("a success is its value, or UnexpectedResponse", () =>
        Effect.gen(function* () {
          const isVoid = operation.success.ast._tag === "Void"
          const given = options.successes?.[operation.id]
          const documented = isVoid
            ? { ignored: true }
            : (given ??
              (yield* Schema.encodeUnknownEffect(operation.success)(yield* sample(Schema.toType(operation.success)))))
          const text = JSON.stringify(documented)
          const bodies = { ...bodiesOf(text), "of 1 MB": { body: text + " ".repeat(megabyte) } }
          for (const [kind, body] of Object.entries(bodies)) {
            const what = `${operation.id} 200, body ${kind}`
            const exit = yield* exchange(operation, answer(200, body))
            const isEmpty = body.body === ""
            const mayBeEmpty = operation.emptySuccess !== undefined && operation.emptyStatuses?.includes(200) !== false
            if (isVoid || (isEmpty ? mayBeEmpty : body.body.startsWith(text))) {
              if (Exit.isFailure(exit)) assert.fail(`${what}: ${Cause.pretty(exit.cause)}`)
              continue
            }
            const failure = failureOf(exit, what)
            assert.deepInclude(
              { ...failure },
              {
                _tag: "UnexpectedResponse",
                vendor: operation.vendor,
                operation: operation.id,
                status: 200,
                category: "Unexpected",
                requestId: "request-1",
                path: "",
                empty: isEmpty
              } as object,
              what
            )
            assert.isAtMost(bytes((failure as unknown as VendorError.AnswerFacts).body), 2048, what)
          }
        }).pipe(Effect.provide(options.transport))
      )
    })
  }
}
