/** Imports the journal of an earlier version, one JSON object a line. A last line that a crash cut short is ignored. */
import { Effect, FileSystem, Option, Schema } from "effect"
import { SqlClient } from "effect/sql"
import { createHash } from "node:crypto"
import { cannotRun } from "../CannotRun.ts"
import { type State, type Step, Steps } from "./Steps.ts"

const Line = Schema.fromJsonString(
  Schema.Struct({
    event: Schema.Literals(["doing", "done", "not done", "adding", "added", "not added", "finished"]),
    step: Schema.optionalKey(Schema.String),
    email: Schema.optionalKey(Schema.String),
    target: Schema.String
  })
)
const older: Readonly<Record<string, State>> = { adding: "doing", added: "done", "not added": "not done" }

/** What a line of a journal says; undefined for other texts. */
const entryOf = (line: string) => {
  const entry = Option.getOrUndefined(Schema.decodeOption(Line)(line))
  return entry?.event !== "finished" && entry?.email === undefined ? undefined : entry
}

/** Whether a text is a line of the journal of an earlier version. */
export const isJournalLine = (line: string) => entryOf(line) !== undefined

export const importJournal = Effect.fnUntraced(function* (path: string) {
  const fs = yield* FileSystem.FileSystem
  const sql = yield* SqlClient.SqlClient
  const steps = yield* Steps
  const take = Effect.fnUntraced(function* (text: string, id: string) {
    const open = new Map<string, number>()
    const last = new Map<string, readonly [State, Step]>()
    const lines = text.split("\n")
    for (const [index, line] of lines.entries()) {
      const entry = entryOf(line)
      if (entry === undefined) {
        if (line.trim() === "" || index === lines.length - 1) continue
        return yield* cannotRun(
          `Cannot import the journal ${path}: line ${index + 1} is damaged: ${line.slice(0, 100)}\n` +
            "Nothing was written. Repair the line, or delete it if you know that its step was not done."
        )
      }
      const { email, event, step = "add", target } = entry
      open.set(target, event === "finished" ? 0 : 1)
      if (event !== "finished" && email !== undefined) {
        last.set(JSON.stringify([target, step, email]), [older[event] ?? (event as State), { target, step, email }])
      }
    }
    for (const [state, step] of last.values()) yield* steps.takeOver(state, step)
    for (const [target, isOpen] of open) {
      yield* sql`INSERT INTO demo_rounds ${sql.insert({ target, round: 1, open: isOpen })} ON CONFLICT DO NOTHING`
    }
    yield* sql`INSERT INTO demo_imports ${sql.insert({ path: id })}`
  }, sql.withTransaction)
  if (!(yield* fs.exists(path))) return
  const text = yield* fs.readFileString(path)
  // Not its path: several folders and computers have one of the same name.
  const id = createHash("sha256").update(text).digest("hex")
  const [known] = yield* sql`SELECT path FROM demo_imports WHERE path = ${id}`
  if (known === undefined) yield* take(text, id)
})
