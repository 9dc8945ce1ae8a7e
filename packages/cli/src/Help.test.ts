import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { salesbridge } from "../test/salesbridge.ts"
import { rootHelp } from "./RootHelp.ts"
import * as Vendors from "./Vendors.ts"

/** Every way of words that help is asked for. */
const commands = Effect.promise(async () => {
  const vendors = await Promise.all(Vendors.names().map(Vendors.load))
  return [
    [],
    ...["call", "list", "describe", "mocks", "trigger", "listen", "replay", "doctor", "login", "logout", "mcp"].map(
      (_) => [_]
    ),
    ...vendors.map(({ name }) => ["call", name]),
    ...vendors.flatMap(({ name, operations }) => operations.map((_) => ["call", name, _.name]))
  ]
})

describe("help", () => {
  it.effect("of every command fits 80 columns, without colours", () =>
    Effect.gen(function* () {
      for (const command of yield* commands) {
        const { code, out } = yield* salesbridge([...command, "--help"])
        assert.strictEqual(code, 0, command.join(" "))
        // oxlint-disable-next-line no-control-regex -- that is what must not be there
        assert.notMatch(out, /\u001B/)
        // A value in quotes is not broken.
        const wide = out.split("\n").filter((_) => _.length > 80 && !/^ +--[\w.-]+ '/.test(_))
        assert.deepStrictEqual(wide, [], command.join(" "))
      }
    })
  )

  it.effect("of the whole command is printed without loading Effect", () =>
    Effect.gen(function* () {
      for (const args of [["--help"], []]) assert.strictEqual((yield* salesbridge(args)).out, rootHelp)
    })
  )

  it.effect("of a call shows inputs, limits, errors and the vendor's API reference", () =>
    Effect.gen(function* () {
      const { out } = yield* salesbridge(["call", "salesflow", "Campaigns.start", "--help"])
      for (const text of [
        '"Start campaign" in the API documentation',
        "--campaign-id integer",
        "Required.",
        "409 CampaignAlreadyRunning",
        "unsafe"
      ]) {
        assert.include(out, text)
      }
      assert.include((yield* salesbridge(["call", "salesloft", "People.list", "--help"])).out, "1 to 100")
    })
  )
})
