/** Examples of any OpenAPI file. */
import { expect, it, onTestFinished } from "vitest"
import { accepting, openapi, written } from "../../test/anyFile.ts"
import { startExamples } from "./index.ts"

const started = async (paths: object, more: object = {}): Promise<string> => {
  const mock = await startExamples(written({ "any.json": openapi(paths, more) }))
  onTestFinished(() => mock.close())
  return mock.url
}

it("accepts a deprecated parameter if the mistakes of invalid requests are listed", async () => {
  const parameters = [
    { name: "old", in: "query", deprecated: true, schema: { type: "string" } },
    { name: "size", in: "query", schema: { type: "integer" } }
  ]
  const url = await started({ "/things": { get: accepting({ parameters }) } }, { "x-mock": { invalid: "problem" } })
  expect((await fetch(`${url}/things?old=1`)).status).toBe(200)
  expect((await fetch(`${url}/things?old=1&size=x`)).status).toBe(422)
})

it("answers at the addresses with and without the path of a server", async () => {
  const servers = [{ url: "https://example.com/v2" }]
  const url = await started({ "/things": { get: accepting() } }, { servers })
  for (const path of ["/things", "/v2/things"]) expect((await fetch(url + path)).status).toBe(200)
  expect((await fetch(`${url}/v3/things`)).status).toBe(404)
})
