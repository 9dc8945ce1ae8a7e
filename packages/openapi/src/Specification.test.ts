import { assert, describe, it } from "@effect/vitest"
import * as Specification from "./Specification.ts"

const operationWith = (operation: object) =>
  Specification.of({ openapi: "3.1.0", paths: { "/people": { get: { operationId: "list", ...operation } as never } } })
    .operations[0]!

describe("responses", () => {
  const json = (title: string) => ({ description: title, content: { "application/json": { schema: { title } } } })
  const operation = operationWith({
    responses: { 404: json("listed"), "4XX": json("range"), default: json("default") }
  })

  it("keeps listed statuses apart from ranges", () => {
    assert.deepStrictEqual([...operation.responses.keys()], [404])
    assert.deepStrictEqual([...operation.ranges.keys()], ["4", "default"])
  })

  it("finds the response for a status: listed, of its range, or the default", () => {
    const title = (status: number) => Specification.responseFor(operation, status)?.schema?.["title"]
    assert.deepStrictEqual([404, 409, 500].map(title), ["listed", "range", "default"])
    assert.strictEqual(Specification.responseFor(operationWith({}), 404), undefined)
  })
})

it("reads nullable of 3.0 as a type", () => {
  const { operations } = Specification.of({
    openapi: "3.0.3",
    paths: {
      "/people": {
        get: {
          parameters: [{ in: "query", name: "after", schema: { type: "string", nullable: true } }],
          responses: {}
        }
      }
    }
  })
  assert.deepStrictEqual(operations[0]!.parameters[0]!.schema, { type: ["string", "null"] })
})
