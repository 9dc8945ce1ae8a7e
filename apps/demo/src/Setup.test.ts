/** What a run would do, before it starts anything. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, it } from "@effect/vitest"
import { ConfigProvider, Effect } from "effect"
import { Command } from "effect/cli"
import { flags } from "./flags.ts"
import * as Setup from "./Setup.ts"

const local = { SALESLOFT_ACCESS_TOKEN: "any", SALESLOFT_BASE_URL: "http://127.0.0.1:1" }
const database = { DATABASE_URL: "postgres://127.0.0.1:1/none" }

it.effect.each([
  ["the temporary journal", [], local, "File", true],
  ["a journal with a name", ["--journal", "own"], local, "File", false],
  ["PostgreSQL", [], { ...local, ...database }, "PostgreSQL", false],
  ["the sandboxes' own journal", [], database, "File", true]
] as const)("the samples forget earlier runs only in a temporary journal: %s", ([, args, env, storage, anew]) =>
  Effect.gen(function* () {
    let setup: Setup.Setup | undefined
    const command = Command.make("demo", flags, (given) => Effect.map(Setup.of(given), (made) => void (setup = made)))
    yield* Command.runWith(command, { version: "0.0.0" })(args)
    assert.deepStrictEqual([setup!.storage._tag, setup!.anew], [storage, anew])
  }).pipe(
    Effect.provide(NodeServices.layer),
    Effect.provideService(ConfigProvider.ConfigProvider, ConfigProvider.fromEnv({ env }))
  )
)
