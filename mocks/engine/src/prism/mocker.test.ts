import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { expect, it, onTestFinished } from "vitest"
import { startExamples } from "./index.ts"

const generator = "@faker-js/faker"
const prism = createRequire(createRequire(import.meta.url).resolve("@stoplight/prism-http"))

const spec = {
  openapi: "3.0.3",
  info: { title: "Acme", version: "1" },
  paths: {
    "/people": {
      get: {
        responses: {
          "200": {
            description: "The first name of a person.",
            content: { "application/json": { schema: { type: "string", "x-faker": "person.firstName" } } }
          }
        }
      }
    }
  }
}

it("invents texts in English, and leaves the other languages to the application", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "salesbridge-mocker-")), "openapi.json")
  onTestFinished(() => rmSync(dirname(file), { recursive: true }))
  writeFileSync(file, JSON.stringify(spec))
  const mock = await startExamples(file)
  const response = await fetch(`${mock.url}/people`, { headers: { prefer: "dynamic=true" } })
  await mock.close()
  expect(Object.keys(prism.cache)).not.toContain(prism.resolve(generator))
  const { faker, fakerDE } = prism(generator)
  expect(Object.values(faker.definitions.person.first_name).flat()).toContain(await response.json())
  expect(fakerDE.definitions.metadata.language).toBe("de")
})
