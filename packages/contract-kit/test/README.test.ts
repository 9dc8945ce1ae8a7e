import { readFileSync } from "node:fs"
import { expect, it } from "vitest"

const text = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8")

it("the README contains the example that is tested", () => {
  expect(/```ts\n(.*?)```/s.exec(text("../README.md"))?.[1]).toBe(text("./example.test.ts"))
})
