import { expect, it } from "vitest"
import { answerOf } from "./Answer.ts"

it("answers with JSON where a wildcard with a schema stands for it", () => {
  const content = { "*/*": { schema: { type: "object", properties: { id: { type: "integer", example: 7 } } } } }
  const answer = answerOf({}, { responses: { "200": { content } } }, 200)
  expect(answer).toMatchObject({ type: "application/json", example: { id: 7 } })
})
