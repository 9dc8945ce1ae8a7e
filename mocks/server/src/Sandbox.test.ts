import { shop } from "@salesbridge/mock-engine/testing"
import { fileURLToPath } from "node:url"
import { Effect, Exit } from "effect"
import { describe, expect, it } from "vitest"
import { PortUnavailable, Sandbox, startSandbox, UnknownVendor, UnreadableSpec } from "./index.ts"

const orders = Effect.gen(function* () {
  const { url } = yield* Sandbox
  return yield* Effect.promise(async () => (await fetch(`${url}/orders?key=k`)).status)
})

describe("Sandbox.layer", () => {
  it("has the notes of each vendor", async () => {
    const sandbox = await startSandbox("salesblink")
    const notes = await (await fetch(`${sandbox.url}/_sandbox/notes`)).text()
    expect(notes).toContain("# Mock of SalesBlink")
    expect(sandbox.limits).toEqual(["30 GET a minute", "15 POST and PATCH a minute", "10 PUT and DELETE a minute"])
    await sandbox.close()
  })

  it("provides one, and stops it with the program", async () => {
    let url = ""
    const program = Effect.gen(function* () {
      url = (yield* Sandbox).url
      return yield* orders
    })
    expect(await Effect.runPromise(program.pipe(Effect.provide(Sandbox.layer(shop))))).toBe(200)
    await expect(fetch(url)).rejects.toThrow("fetch failed")
  })

  it("takes options", async () => {
    const layer = Sandbox.layer(shop, { accept: ["another"] })
    expect(await Effect.runPromise(orders.pipe(Effect.provide(layer)))).toBe(401)
  })

  it.each([
    ["an unknown vendor", "nobody", UnknownVendor],
    ["a specification that is none", { ...shop, spec: "/nowhere.yaml" }, UnreadableSpec]
  ])("fails for %s", async (_, target, error) => {
    expect(await Effect.runPromise(Effect.flip(Effect.scoped(Sandbox.start(target))))).toBeInstanceOf(error)
  })

  it("fails for a taken port", async () => {
    const second = Effect.gen(function* () {
      const { port } = yield* Sandbox.start(shop)
      return yield* Effect.flip(Sandbox.start(shop, { port }))
    }).pipe(Effect.scoped)
    expect(await Effect.runPromise(second)).toMatchObject({ _tag: "PortUnavailable", taken: true, vendor: "shop" })
    expect(await Effect.runPromise(second)).toBeInstanceOf(PortUnavailable)
  })

  it("dies with a mistake in its options", async () => {
    const exit = await Effect.runPromiseExit(orders.pipe(Effect.provide(Sandbox.layer(shop, { now: "tomorrow" }))))
    expect(String(Exit.isFailure(exit) && exit.cause)).toContain("is not a date")
  })
})

it("needs only a specification, no rules", async () => {
  const spec = fileURLToPath(new URL("../../engine/test/Crm.yaml", import.meta.url))
  const asked = Effect.gen(function* () {
    const { examples, url } = yield* Sandbox.start({ vendor: "crm", spec })
    const ask = () => fetch(`${url}/api/contacts/1/`, { headers: { "x-key": "key" } })
    return { examples, status: (yield* Effect.promise(ask)).status }
  })
  expect(await Effect.runPromise(Effect.scoped(asked))).toEqual({ examples: ["exportContacts", "ping"], status: 200 })
})
