/** Tests that a mock gives every documented answer, by status and by name of the example. */
import { describe, expect, it } from "vitest"
import type { Spec } from "../src/prism/Spec.ts"
import { type Call, prism, readOnce } from "./prism.ts"

type Operation = Spec["operations"][number]
type Parameter = NonNullable<NonNullable<Operation["request"]>["query"]>[number]

const valueOf = ({ examples = [] }: Pick<Parameter, "examples">): unknown =>
  examples.map((example) => ("value" in example ? example.value : undefined))[0]

/** A valid request from the specification's own examples. */
const request = ({ method, path, request = {}, security = [] }: Operation): Call => {
  const query = new URLSearchParams()
  const headers: Record<string, string> = {}
  for (const parameter of request.query ?? []) {
    const value = valueOf(parameter)
    if (value !== undefined) query.set(parameter.name, String(value))
  }
  for (const scheme of security.flat()) {
    if (scheme.type === "http") headers["authorization"] = "Bearer a-token"
    if (scheme.type !== "apiKey") continue
    if (scheme.in === "query") query.set(scheme.name, "a-token")
    else headers[scheme.name.toLowerCase()] = "a-key"
  }
  const body = request.body?.contents?.[0]
  if (body !== undefined) headers["content-type"] = body.mediaType
  const at = path.replace(/\{(\w+)\}/g, (_, name) =>
    String(valueOf(request.path?.find((parameter) => parameter.name === name) ?? {}))
  )
  const url = query.size === 0 ? at : `${at}?${query}`
  return { method, url, headers, body: body && JSON.stringify(valueOf(body)) }
}

/** Declares the tests: one for each documented answer of each operation. */
export const givesEveryAnswer = (spec: string): void => {
  describe("gives every documented answer", async () => {
    const { operations } = await readOnce(spec)
    const answer = await prism(spec)

    describe.each(operations.map((operation) => ({ operation, id: operation.iid ?? operation.path })))(
      "$id",
      ({ operation }) => {
        const { headers, ...call } = request(operation)
        const ask = (prefer?: string) => answer({ ...call, headers: { ...headers, ...(prefer && { prefer }) } })

        it("answers its example `success` unasked", async () => {
          const { body, headers, status } = await ask()
          // Of several successes, Prism prefers the lowest.
          const [lowest] = operation.responses
            .filter(({ code }) => code.startsWith("2"))
            .toSorted((one, other) => Number(one.code) - Number(other.code))
          const success = lowest?.contents?.[0]?.examples?.find(({ key }) => key === "success")
          expect(headers["sl-violations"]).toBeUndefined()
          expect(status).toBe(Number(lowest?.code))
          if (lowest?.contents === undefined || lowest.contents.length === 0) expect(body).toBe("")
          else expect(JSON.parse(body)).toEqual(valueOf({ examples: success === undefined ? [] : [success] }))
        })

        const answers = operation.responses.flatMap(({ code, contents = [] }) =>
          contents.flatMap(({ examples = [] }) => examples.map((example) => ({ code, example })))
        )
        it.each(operation.responses)("answers $code when asked", async ({ code, contents = [] }) => {
          const { body, headers, status } = await ask(`code=${code}`)
          expect(status).toBe(Number(code))
          expect(headers["sl-violations"]).toBeUndefined()
          if (contents.length === 0) expect(body).toBe("")
          else expect(headers["content-type"]).toBe("application/json")
        })
        it.each(answers)("answers $code, example $example.key", async ({ code, example }) => {
          const { body, status } = await ask(`code=${code}, example=${example.key}`)
          expect(status).toBe(Number(code))
          expect(JSON.parse(body)).toEqual(valueOf({ examples: [example] }))
        })
      }
    )
  })
}
