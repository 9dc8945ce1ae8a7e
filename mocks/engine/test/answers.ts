/** Tests that a mock gives every documented answer, by status and by name of the example. */
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { Effect } from "effect"
import { type Handle, type RunningExamples, startExamples } from "../src/prism/index.ts"
import * as Spec from "../src/prism/Spec.ts"

type Operation = Spec.Spec["operations"][number]
type Parameter = NonNullable<NonNullable<Operation["request"]>["query"]>[number]

const valueOf = ({ examples = [] }: Pick<Parameter, "examples">): unknown =>
  examples.map((example) => ("value" in example ? example.value : undefined))[0]

/** A valid request from the specification's own examples. */
const request = ({ method, path, request = {}, security = [] }: Operation) => {
  const query = new URLSearchParams()
  const headers = new Headers()
  for (const parameter of request.query ?? []) {
    const value = valueOf(parameter)
    if (value !== undefined) query.set(parameter.name, String(value))
  }
  for (const scheme of security.flat()) {
    if (scheme.type === "http") headers.set("authorization", "Bearer a-token")
    if (scheme.type !== "apiKey") continue
    if (scheme.in === "query") query.set(scheme.name, "a-token")
    else headers.set(scheme.name, "a-key")
  }
  const body = request.body?.contents?.[0]
  if (body !== undefined) headers.set("content-type", body.mediaType)
  const at = path.replace(/\{(\w+)\}/g, (_, name) =>
    String(valueOf(request.path?.find((parameter) => parameter.name === name) ?? {}))
  )
  return {
    path: query.size === 0 ? at : `${at}?${query}`,
    // fetch does not convert "patch" to upper case.
    init: { method: method.toUpperCase(), headers, ...(body !== undefined && { body: JSON.stringify(valueOf(body)) }) }
  }
}

/** Declares the tests: one for each documented answer of each operation. */
export const givesEveryAnswer = (spec: string): void => {
  describe("gives every documented answer", async () => {
    const { operations } = await Effect.runPromise(Spec.read(spec))
    let mock: Handle<RunningExamples>
    beforeAll(async () => void (mock = await startExamples(spec, { errors: true })))
    afterAll(() => mock.close())

    describe.each(operations.map((operation) => ({ operation, id: operation.iid ?? operation.path })))(
      "$id",
      ({ operation }) => {
        const { init, path } = request(operation)
        const call = (prefer?: string) => {
          const headers = new Headers(init.headers)
          if (prefer !== undefined) headers.set("prefer", prefer)
          return fetch(mock.url + path, { ...init, headers })
        }

        it("answers its example `success` unasked", async () => {
          const answer = await call()
          // Of several successes, Prism prefers the lowest.
          const [lowest] = operation.responses
            .filter(({ code }) => code.startsWith("2"))
            .toSorted((one, other) => Number(one.code) - Number(other.code))
          const success = lowest?.contents?.[0]?.examples?.find(({ key }) => key === "success")
          expect(answer.headers.get("sl-violations")).toBeNull()
          expect(answer.status).toBe(Number(lowest?.code))
          if (lowest?.contents === undefined || lowest.contents.length === 0) expect(await answer.text()).toBe("")
          else expect(await answer.json()).toEqual(valueOf({ examples: success === undefined ? [] : [success] }))
        })

        const answers = operation.responses.flatMap(({ code, contents = [] }) =>
          contents.flatMap(({ examples = [] }) => examples.map((example) => ({ code, example })))
        )
        it.each(operation.responses)("answers $code when asked", async ({ code, contents = [] }) => {
          const answer = await call(`code=${code}`)
          expect(answer.status).toBe(Number(code))
          expect(answer.headers.get("sl-violations")).toBeNull()
          if (contents.length === 0) expect(await answer.text()).toBe("")
          else expect(answer.headers.get("content-type")).toBe("application/json")
        })
        it.each(answers)("answers $code, example $example.key", async ({ code, example }) => {
          const answer = await call(`code=${code}, example=${example.key}`)
          expect(answer.status).toBe(Number(code))
          expect(await answer.json()).toEqual(valueOf({ examples: [example] }))
        })
      }
    )
  })
}
