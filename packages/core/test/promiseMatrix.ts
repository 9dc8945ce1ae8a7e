/** Checks every operation of a catalog as a promise: the same request, value and errors as its Effect. */
import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { Answer, Operation } from "../src/index.ts"
import * as HttpErrors from "../src/HttpErrors.ts"
import * as shared from "../src/promise.ts"
import * as PromiseClient from "../src/PromiseClient.ts"
import * as Recorder from "./Recorder.ts"
import { inputOf } from "./statusMatrix.ts"

type Made = (input: unknown, options?: PromiseClient.CallOptions) => Promise<unknown>
type Method = Made & { readonly withResponse: (input: unknown) => Promise<PromiseClient.Answer<unknown>> }
type Call<A, R> = (input: unknown) => Effect.Effect<A, unknown, R>
type Members = Readonly<Record<string, unknown>>

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
type Member<C, M, K> = M extends keyof C ? (K extends keyof C[M] ? C[M][K] : undefined) : undefined
type IsAny<T> = 0 extends 1 & T ? true : false
/** Whether the input is a named interface, and matches the operation's input. */
type Named<O> =
  O extends Operation.Operation<infer I, infer _A, infer _E, infer _R, infer _Id, infer P>
    ? IsAny<P> extends true
      ? Same<keyof I, never>
      : Same<[I] extends [Operation.Input<P>] ? ([Operation.Input<P>] extends [I] ? true : false) : false, true>
    : false
type Differing<O, M, Name> = O extends Operation.Any
  ? Named<O> extends false
    ? Name
    : O extends (...args: infer Q) => Effect.Effect<infer B, infer _E, infer _R>
      ? M extends (...args: infer P) => Promise<infer A>
        ? Same<[P[0], A], [Q[0], B]> extends true
          ? never
          : Name
        : Name
      : Name
  : never

/**
 * The operations without a matching method of this client, and those whose input has no name or that of another
 * operation.
 */
export type Untyped<Index, Client> = {
  [M in keyof Index]: {
    [K in keyof Index[M]]-?: Differing<Index[M][K], Member<Client, M, K>, `${M & string}.${K & string}`>
  }[keyof Index[M]]
}[keyof Index]

/** What a test of a whole client needs. */
export interface Options<R> {
  readonly catalog: Iterable<Operation.Any>
  /** The package's exports, which name the client's modules and methods. */
  readonly index: object
  /** The exports in addition to the client: the classes of all errors. */
  readonly exports: Members
  /** Both for this origin, without limits, holds or retries. */
  readonly layer: (baseUrl: string) => Layer.Layer<R, never, HttpClient.HttpClient>
  readonly client: (baseUrl: string) => PromiseClient.Base
}

const outcome = (promise: Promise<unknown>): Promise<{ readonly value: unknown } | { readonly error: unknown }> =>
  promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error })
  )

const sample = <S extends Schema.Constraint>(schema: S) =>
  Effect.map(Arbitrary.sampleEffect(Arbitrary.schema(schema), { count: 1, size: 3, seed: 1 }), ([value]) => value)

/** Everything in an error except its stack. */
const facts = (error: unknown): unknown => (error instanceof Error ? [error.constructor, { ...error }] : error)

const isModule = (value: unknown): value is Members => typeof value === "object" && value !== null

/** Declares the tests: one for the names, and one for each operation. */
export const promiseMatrix = <R>({ catalog, client, exports, index, layer }: Options<R>): void => {
  const methods = new Map<string, string>()
  for (const [module, members] of Object.entries(index)) {
    if (!isModule(members)) continue
    for (const [name, member] of Object.entries(members)) {
      if (typeof member === "function" && "withResponse" in member && "id" in member) {
        methods.set(String(member.id), `${module}.${name}`)
      }
    }
  }
  const methodOf = (made: PromiseClient.Base, operation: Operation.Any): Method => {
    const [module, name] = methods.get(operation.id)!.split(".")
    return (made as unknown as Record<string, Record<string, Method>>)[module!]![name!]!
  }

  const seen = new Set<unknown>()

  describe("the promise client", () => {
    it("has every operation under the name that it has in the package, and no other", () => {
      const made = client("http://127.0.0.1:1")
      const found = Object.entries(made).flatMap(([module, members]) =>
        isModule(members)
          ? Object.entries(members).flatMap(([name, method]) => {
              const operation = PromiseClient.operationOf(method) as Operation.Any
              return operation === method ? [] : [[operation.id, `${module}.${name}`] as const]
            })
          : []
      )
      const expected = [...catalog].map(({ id }) => [id, methods.get(id)] as const)
      assert.sameDeepMembers(found, expected as never)
      for (const operation of catalog) {
        const method = methodOf(made, operation)
        assert.strictEqual(PromiseClient.operationOf(method), operation)
        assert.strictEqual(method.name, operation.id)
      }
    })

    it("comes with the classes of all errors", () => {
      for (const { errors } of catalog) {
        for (const errorClass of errors) assert.strictEqual(exports[errorClass.tag], errorClass)
      }
      const { PromiseClient: _, ...common } = shared
      for (const [name, errorClass] of Object.entries(common)) assert.strictEqual(exports[name], errorClass)
    })

    it.live("knows what any HTTP API may answer, documented or not, by the class of its name", () =>
      Effect.gen(function* () {
        let status = 200
        const { url } = yield* Recorder.start(() => ({ status, body: { message: "no" } }))
        const [operation] = [...catalog] as [Operation.Any]
        const input = yield* inputOf(operation)
        const made = client(url)
        for (const errorClass of Object.values(HttpErrors)) {
          const { status: usual, tag } = errorClass
          status = tag === "ServerError" ? 507 : usual
          // A vendor without documented failures has no module of errors.
          const expected = operation.errors.find((_) => _.status === status) ?? exports[tag] ?? errorClass
          const rejected = yield* Effect.promise(() => outcome(methodOf(made, operation)(input)))
          if ("value" in rejected) return assert.fail(`${status} succeeded`)
          const error = rejected.error as Error & { readonly _tag: string }
          assert.deepInclude({ ...error }, { status, operation: operation.id } as object)
          assert.strictEqual<unknown>(error.constructor, expected, `${status} is ${error._tag}`)
        }
        yield* Effect.promise(() => made.close())
      }).pipe(Effect.scoped)
    )

    for (const operation of catalog) {
      it.live(
        `${operation.id} sends, gives and rejects with the same as its Effect`,
        () =>
          Effect.gen(function* () {
            let answer: Recorder.Answer = {}
            const { received, url } = yield* Recorder.start(() => answer)
            const input = yield* inputOf(operation)
            const provided = Effect.provide(Layer.provide(layer(url), FetchHttpClient.layer))
            const { withResponse } = operation as unknown as { readonly withResponse: Call<Answer<unknown>, R> }
            const answerOf = provided(withResponse(input))
            const call = provided((operation as unknown as Call<unknown, R>)(input))
            const made = yield* Effect.acquireRelease(
              Effect.sync(() => client(url)),
              (_) => Effect.promise(() => _.close())
            )
            const method = methodOf(made, operation)
            const both = Effect.gen(function* () {
              const first = received.length
              const effect = yield* Effect.result(call)
              const promise = yield* Effect.promise(() => outcome(method(input)))
              const [sent, sentByPromise] = received.slice(first)
              assert.strictEqual(received.length, first + 2)
              assert.deepStrictEqual(sentByPromise, sent)
              return [effect, promise] as const
            })

            const isVoid = operation.success.ast._tag === "Void"
            const body = isVoid
              ? {}
              : yield* Schema.encodeUnknownEffect(operation.success)(yield* sample(Schema.toType(operation.success)))
            answer = { body, headers: { "x-request-id": "request-1" } }
            const [success, value] = yield* both
            if (Result.isFailure(success)) assert.fail(String(success.failure))
            assert.deepStrictEqual(value, { value: success.success })
            const answered = yield* Effect.promise(() => method.withResponse(input))
            const { headers, ...rest } = yield* answerOf
            assert.deepInclude(answered, rest)
            assert.strictEqual(answered.headers["x-request-id"], "request-1")
            assert.sameMembers(Object.keys(answered.headers), Object.keys(headers))
            assert.strictEqual(Object.getPrototypeOf(answered.headers), Object.prototype)

            for (const errorClass of operation.errors) {
              const { status, tag, when } = errorClass
              // For a 2xx the body decides; the matrix of statuses covers that. One test for each class is enough here.
              if (when !== undefined || seen.has(errorClass)) continue
              seen.add(errorClass)
              answer = { status, body: { message: "no" } }
              const [failed, rejected] = yield* both
              if (Result.isSuccess(failed) || "value" in rejected) assert.fail(`${status} succeeded`)
              assert.deepInclude(rejected.error, { _tag: tag, status } as object)
              assert.deepStrictEqual(facts(rejected.error), facts(failed.failure))
            }
          }).pipe(Effect.scoped),
        60_000
      )
    }
  })
}
