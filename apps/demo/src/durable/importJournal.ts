/** Imports the journal of an earlier version, one JSON object a line. A line that a crash cut short is ignored. */
import { Effect, FileSystem, Option, Schema } from "effect"
import { SqlClient } from "effect/sql"
import { type State, Steps } from "./Steps.ts"

const Line = Schema.fromJsonString(
  Schema.Struct({
    event: Schema.Literals(["doing", "done", "not done", "adding", "added", "not added", "finished"]),
    step: Schema.optionalKey(Schema.String),
    email: Schema.optionalKey(Schema.String),
    target: Schema.String
  })
)
const older: Readonly<Record<string, State>> = { adding: "doing", added: "done", "not added": "not done" }

export const importJournal = Effect.fnUntraced(function* (path: string) {
  const fs = yield* FileSystem.FileSystem
  const sql = yield* SqlClient.SqlClient
  const steps = yield* Steps
  const take = Effect.fnUntraced(function* (text: string) {
    const open = new Map<string, number>()
    for (const line of text.split("\n")) {
      const entry = Option.getOrUndefined(Schema.decodeOption(Line)(line))
      if (entry === undefined) continue
      const { email, event, step = "add", target } = entry
      open.set(target, event === "finished" ? 0 : 1)
      if (event !== "finished" && email !== undefined) {
        yield* steps.set(older[event] ?? (event as State), { target, step, email })
      }
    }
    for (const [target, isOpen] of open) {
      yield* sql`INSERT INTO demo_rounds ${sql.insert({ target, round: 1, open: isOpen })} ON CONFLICT DO NOTHING`
    }
    yield* sql`INSERT INTO demo_imports ${sql.insert({ path })}`
  }, sql.withTransaction)
  const [known] = yield* sql`SELECT path FROM demo_imports WHERE path = ${path}`
  if (known === undefined && (yield* fs.exists(path))) yield* take(yield* fs.readFileString(path))
})
