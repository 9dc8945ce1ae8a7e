/** What is known after a run, after a crash, and after a run that starts over. */
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { Effect, Fiber, Latch, Schema } from "effect"
import { SqlClient } from "effect/sql"
import { stat, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { describe, expect, it, vi } from "vitest"
import { newFolder } from "../../test/command.ts"
import { check } from "../BeforeRequest.ts"
import { importJournal } from "./importJournal.ts"
import { Ledger } from "./Ledger.ts"
import { type State, Steps } from "./Steps.ts"
import { fileAt, layerStores, messageOf } from "./Storage.ts"

const target = "vendor campaign"
const of = (email: string, step = "add", where = target) => ({ target: where, step, email })
const newPath = async () => join(await newFolder(), "journal.sqlite")

const using = <A>(path: string, use: (steps: Steps["Service"]) => Effect.Effect<A, unknown, SqlClient.SqlClient>) =>
  Steps.use(use).pipe(Effect.provide(layerStores({ _tag: "File", path })), Effect.runPromise)
const set = (path: string, ...states: ReadonlyArray<readonly [State, ReturnType<typeof of>]>) =>
  using(path, (steps) => Effect.forEach(states, ([state, step]) => steps.set(state, step)))
const last = (path: string, step: ReturnType<typeof of>) => using(path, (steps) => steps.last(step))

describe("what was done for whom", () => {
  it("is known to the next run, by contact, step and target", async () => {
    const path = await newPath()
    await set(path, ["doing", of("A@example.com")], ["done", of("a@example.com")], ["doing", of("b@example.com")])
    await set(path, ["not done", of("c@example.com")], ["done", of("a@example.com", "message", "other")])
    expect(await last(path, of("a@EXAMPLE.com"))).toBe("done")
    expect(await last(path, of("b@example.com"))).toBe("doing")
    expect(await last(path, of("c@example.com"))).toBe("not done")
    expect(await last(path, of("a@example.com", "add", "other"))).toBeUndefined()
    expect(await using(path, (steps) => steps.done(target, "add", ["a@example.com", "b@example.com"]))).toEqual(
      new Set(["a@example.com"])
    )
    expect((await stat(path)).mode & 0o077).toBe(0)
  })

  it.each([":memory:", "file:x.sqlite"])("is on disk, for its owner only, in a file named %s", async (name) => {
    const folder = await newFolder()
    const cwd = vi.spyOn(process, "cwd").mockReturnValue(folder)
    await set(name, ["done", of("a@example.com")])
    expect(await last(name, of("a@example.com"))).toBe("done")
    cwd.mockRestore()
    expect((await stat(join(folder, name))).mode & 0o077).toBe(0)
  })

  it("is known under what else identifies a person, whichever was stored", async () => {
    const path = await newPath()
    const jane = (email: string) => ({ ...of(email), also: "profile" })
    const [home, work] = [jane("home@example.com"), jane("work@example.com")]
    // As an earlier version stored it.
    await set(path, ["doing", of("work@example.com")])
    expect([await last(path, work), await last(path, home)]).toEqual(["doing", undefined])
    const send = (step: typeof home, state: State) =>
      using(path, (steps) => steps.sendOnce(step, Effect.succeed("sent"), () => state))
    expect(await send(work, "doing")).toBeDefined()
    expect([await last(path, work), await last(path, home)]).toEqual(["doing", "doing elsewhere"])
    await set(path, ["not done", work])
    expect([await last(path, work), await last(path, home)]).toEqual(["doing", "doing elsewhere"])
    expect(await send(work, "not done")).toBeDefined()
    expect([await last(path, work), await last(path, home)]).toEqual(["not done", undefined])
    expect(await send(home, "done")).toBeDefined()
    expect([await last(path, work), await last(path, home)]).toEqual(["done", "done"])
    expect(await send(work, "done")).toBeUndefined()
    expect(await last(path, of("work@example.com"))).toBe("not done")
  })

  it("is forgotten by a run that begins anew, but only after one that ran through, and only for its targets", async () => {
    const path = await newPath()
    const round = (forget: boolean, targets = [target]) => using(path, (steps) => steps.round(targets, forget))
    await set(path, ["done", of("a@example.com")], ["done", of("a@example.com", "add", "other")])
    expect(await round(false)).toEqual({ continues: false, round: 1 })
    await using(path, (steps) => steps.begin([target, "other"], 1))
    expect(await round(true)).toEqual({ continues: true, round: 1 })
    expect(await last(path, of("a@example.com"))).toBe("done")
    await using(path, (steps) => steps.finish([target]))
    // One unfinished target keeps all.
    expect(await round(true, [target, "other"])).toEqual({ continues: true, round: 1 })
    expect(await round(false)).toEqual({ continues: false, round: 2 })
    expect(await last(path, of("a@example.com"))).toBe("done")
    await round(true)
    expect(await last(path, of("a@example.com"))).toBeUndefined()
    expect(await last(path, of("a@example.com", "add", "other"))).toBe("done")
  })

  it("takes over a journal of earlier versions, once, and passes over a line that was cut short", async () => {
    const folder = await newFolder()
    const at = "2026-11-01T00:00:00.000Z"
    const lines = [
      ...["added", "adding", "not added"].map((event, index) => ({ event, email: `${index}@example.com`, target, at })),
      { event: "done", step: "message", email: "M@example.com", target: "list", at },
      { event: "finished", target: "list", at }
    ]
    const journal = join(folder, "j.jsonl")
    await writeFile(journal, `${lines.map((line) => JSON.stringify(line)).join("\n")}\n{"event":"done","email":"a@ex`)
    const file = await Effect.runPromise(fileAt(journal).pipe(Effect.provide(NodeFileSystem.layer)))
    expect(file).toEqual({ path: `${journal}.sqlite`, journal })
    const take = () =>
      importJournal(journal).pipe(
        Effect.provide([layerStores({ _tag: "File", path: file.path }), NodeFileSystem.layer]),
        Effect.runPromise
      )
    await take()
    expect(await last(file.path, of("0@example.com"))).toBe("done")
    expect(await last(file.path, of("1@example.com"))).toBe("doing")
    expect(await last(file.path, of("2@example.com"))).toBe("not done")
    expect(await last(file.path, of("m@example.com", "message", "list"))).toBe("done")
    expect((await using(file.path, (steps) => steps.round([target], false))).continues).toBe(true)
    expect((await using(file.path, (steps) => steps.round(["list"], false))).continues).toBe(false)
    await set(file.path, ["done", of("1@example.com")])
    await take()
    expect(await last(file.path, of("1@example.com"))).toBe("done")
  })

  it("takes over the journals of several folders, and forgets nothing that is known already", async () => {
    const folder = await newFolder()
    const journal = join(folder, "j.jsonl")
    const path = `${journal}.sqlite`
    const emails = ["a@example.com", "b@example.com", "c@example.com"]
    const states = async (...events: ReadonlyArray<string>) => {
      const lines = events.map((event, index) => JSON.stringify({ event, step: "add", email: emails[index], target }))
      await writeFile(journal, lines.join("\n"))
      await importJournal(journal).pipe(
        Effect.provide([layerStores({ _tag: "File", path }), NodeFileSystem.layer]),
        Effect.runPromise
      )
      return Promise.all(emails.map((email) => last(path, of(email))))
    }
    expect(await states("done", "not done", "not done")).toEqual(["done", "not done", "not done"])
    expect(await states("doing", "done", "doing")).toEqual(["done", "done", "doing"])
    expect(await states("not done", "doing", "not done")).toEqual(["done", "done", "doing"])
  })

  it("takes no other text for a journal of earlier versions, and passes over no damaged line within it", async () => {
    const folder = await newFolder({ "pkg.json": '{\n  "name": "x"\n}\n', "empty.json": "{}" })
    for (const name of ["pkg.json", "empty.json"]) {
      const path = join(folder, name)
      const found = Effect.runPromise(fileAt(path).pipe(Effect.provide(NodeFileSystem.layer)))
      await expect(found).rejects.toThrow(`${path} is not a journal, but another text file.`)
    }
    const line = JSON.stringify({ event: "added", email: "a@example.com", target })
    const journal = join(folder, "j.jsonl")
    await writeFile(journal, `${line}\n${line.slice(0, 30)}\n${line}\n`)
    const path = join(folder, "j.jsonl.sqlite")
    const taken = importJournal(journal).pipe(
      Effect.provide([layerStores({ _tag: "File", path }), NodeFileSystem.layer]),
      Effect.runPromise
    )
    await expect(taken).rejects.toThrow(`Cannot import the journal ${journal}: line 2 is damaged: {"event"`)
    expect(await last(path, of("a@example.com"))).toBeUndefined()
  })

  it("is for one run at a time, and says what is wrong with a file", async () => {
    const path = await newPath()
    await using(path, () =>
      Effect.promise(() =>
        expect(last(path, of("a@example.com"))).rejects.toThrow(`Another run uses the journal ${path}`)
      )
    )
    await writeFile(path, "no database, ".repeat(100))
    await expect(last(path, of("a@example.com"))).rejects.toThrow(
      `Cannot use the journal ${path}: file is not a database`
    )
    const other = await newPath()
    const foreign = new DatabaseSync(other)
    foreign.exec("CREATE TABLE demo_steps (target TEXT, at INTEGER)")
    foreign.close()
    await expect(last(other, of("a@example.com"))).rejects.toThrow(
      `Cannot use the journal ${other}: another version of this command made it.`
    )
    const later = await newPath()
    await last(later, of("a@example.com"))
    const database = new DatabaseSync(later)
    database.exec("INSERT INTO demo_migrations (migration_id, name) VALUES (99, 'later')")
    database.close()
    await expect(last(later, of("a@example.com"))).rejects.toThrow("another version of this command made it")
    await expect(last(join(path, "x"), of("a@example.com"))).rejects.toThrow(
      `Cannot use the journal ${join(path, "x")}`
    )
  })
})

describe("a step that must not happen twice", () => {
  it("is sent by one of two who try at once, and the other sees what became of it", async () => {
    const path = await newPath()
    const sent = await using(path, (steps) =>
      Effect.gen(function* () {
        const gate = yield* Latch.make(false)
        let times = 0
        const send = Effect.andThen(
          gate.await,
          Effect.sync(() => ++times)
        )
        const once = (email: string) => steps.sendOnce(of(email), send, () => "done")
        const first = yield* Effect.forkChild(once("a@example.com"))
        yield* Effect.yieldNow
        const second = yield* once("A@example.com")
        const seen = yield* Effect.forkChild(steps.last(of("a@example.com")))
        yield* gate.open
        yield* Fiber.join(first)
        return { second, seen: yield* Fiber.join(seen), times, third: yield* once("a@example.com") }
      })
    )
    expect(sent).toEqual({ second: undefined, seen: "done", times: 1, third: undefined })
  })

  it("may be sent again where it surely had no effect, or nobody knows of what was sent", async () => {
    const path = await newPath()
    for (const state of ["doing", "not done", "done"] as const) {
      const again = using(path, (steps) => steps.sendOnce(of("a@example.com"), Effect.succeed("sent"), () => state))
      expect(await again).toMatchObject({ sent: { success: "sent" } })
      expect(await last(path, of("a@example.com"))).toBe(state)
    }
    const fourth = using(path, (steps) => steps.sendOnce(of("a@example.com"), Effect.void, () => "done"))
    expect(await fourth).toBeUndefined()
  })

  it("is given up before its next request where another process took it over", async () => {
    const path = await newPath()
    const jane = { ...of("a@example.com"), also: "profile" }
    const sent: Array<string> = []
    const given = await using(path, (steps) =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const request = Effect.andThen(
          check,
          Effect.sync(() => sent.push("request"))
        )
        const takeOver = sql`UPDATE demo_steps SET owner = 'other', state = 'done' WHERE identity = 'profile'`
        const send = Effect.andThen(Effect.andThen(request, takeOver), request)
        return yield* steps.sendOnce(jane, send, () => "done")
      })
    )
    expect(given).toBeUndefined()
    expect(sent).toEqual(["request"])
    expect(await last(path, jane)).toBe("done")
  })

  it("is looked up at once after a crash, even if the clock has gone back since", async () => {
    const path = await newPath()
    await set(path, ["doing", of("a@example.com")])
    const database = new DatabaseSync(path)
    database.exec("UPDATE demo_steps SET at = at + 3600000")
    database.close()
    expect(await last(path, of("a@example.com"))).toBe("doing")
  })
})

describe("a full disk", () => {
  it("ends the run in words, and nothing is sent that is not written down first", async () => {
    const path = await newPath()
    const sent: Array<string> = []
    const error = await using(path, (steps) =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const [{ page_count } = { page_count: 0 }] = yield* sql<{ page_count: number }>`PRAGMA page_count`
        yield* sql.unsafe(`PRAGMA max_page_count = ${page_count}`)
        const sendAll = Effect.forEach(
          Array.from({ length: 1000 }, (_, index) => `${index}@example.com`),
          (email) =>
            steps.sendOnce(
              of(email),
              Effect.sync(() => sent.push(email)),
              () => "done"
            )
        )
        yield* Effect.flip(sendAll)
        return yield* Effect.flip(steps.broken)
      })
    )
    expect(messageOf(error)).toBe("database or disk is full")
    expect(sent.length).toBeGreaterThan(0)
    for (const email of sent.slice(-3)) expect(await last(path, of(email))).toMatch(/^(doing|done)$/)
  })
})

describe("the ledger", () => {
  it("knows who must not be written to however the address is spelt, why, since when, and who was told", async () => {
    const path = await newPath()
    const Entry = Schema.Struct({ address: Schema.String, source: Schema.String, told: Schema.Array(Schema.String) })
    const found = await Ledger.use((ledger) =>
      Effect.gen(function* () {
        yield* ledger.add([["\u200BGone@example.com", "in no.txt, line 1"]], "2026-11-01T00:00:00.000Z")
        yield* ledger.add([
          ["gone@EXAMPLE.com", "in no.txt, line 1"],
          ["gone@example.com", "do_not_contact at Salesloft"]
        ])
        yield* ledger.told("GONE@example.com", "SalesBlink")
        return {
          all: (yield* ledger.all).map((entry) => Schema.decodeUnknownSync(Entry)(entry)),
          reason: yield* ledger.reason("Gone@example.com"),
          nobody: yield* ledger.reason("here@example.com")
        }
      })
    ).pipe(Effect.provide(layerStores({ _tag: "File", path })), Effect.runPromise)
    expect(found).toEqual({
      all: ["in no.txt, line 1", "do_not_contact at Salesloft"].map((source) => ({
        address: "gone@example.com",
        source,
        told: ["SalesBlink"]
      })),
      reason: "in no.txt, line 1; do_not_contact at Salesloft",
      nobody: undefined
    })
  })
})
