/** What a journal still knows after a run, a crash, and a rehearsal. */
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { Effect } from "effect"
import { readFile, stat, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { newFolder } from "../test/command.ts"
import { Journal } from "./Journal.ts"

const target = "vendor campaign"
const of = (email: string, step = "add", where = target) => ({ target: where, step, email })

const using = <A>(
  path: string,
  use: (journal: Journal["Service"]) => Effect.Effect<A, unknown>,
  options: { readonly targets?: ReadonlyArray<string>; readonly earlier?: "keep" | "begin anew" } = {}
) =>
  Journal.use(use).pipe(
    Effect.provide(Journal.layer({ path, targets: [target], earlier: "keep", ...options })),
    Effect.provide(NodeFileSystem.layer),
    Effect.runPromise
  )
const lastOf = (path: string, email: string, options?: Parameters<typeof using>[2]) =>
  using(path, (journal) => Effect.sync(() => journal.last(of(email, "add", options?.targets?.[0]))), options)
const newPath = async () => join(await newFolder(), "journal")

describe("a journal", () => {
  it("knows the last event of each contact in the next run", async () => {
    const path = await newPath()
    await using(path, ({ write }) =>
      Effect.all([
        write("doing", of("A@example.com")),
        write("done", of("a@example.com")),
        write("doing", of("b@example.com")),
        write("doing", of("c@example.com")),
        write("not done", of("c@example.com"))
      ])
    )
    expect(await lastOf(path, "a@EXAMPLE.com")).toBe("done")
    expect(await lastOf(path, "b@example.com")).toBe("doing")
    expect(await lastOf(path, "c@example.com")).toBe("not done")
    expect(await lastOf(path, "d@example.com")).toBeUndefined()
  })

  it("passes over a line that was cut short, and goes on in a line of its own", async () => {
    const path = await newPath()
    await using(path, ({ write }) => write("doing", of("a@example.com")))
    await writeFile(path, `${await readFile(path, "utf8")}{"event":"done","email":"a@exam`)
    await using(path, ({ write }) => write("done", of("b@example.com")))
    expect(await lastOf(path, "a@example.com")).toBe("doing")
    expect(await lastOf(path, "b@example.com")).toBe("done")
  })

  it("tells nothing about another vendor or campaign", async () => {
    const path = await newPath()
    await using(path, ({ write }) => write("done", of("a@example.com", "add", "rehearsal")), { targets: ["rehearsal"] })
    expect(await lastOf(path, "a@example.com")).toBeUndefined()
  })

  const anew = { earlier: "begin anew" } as const
  const goesOn = (path: string, options?: Parameters<typeof using>[2]) =>
    using(path, (journal) => Effect.sync(() => journal.goesOn), options)

  it("begins anew only after a run that ran through", async () => {
    const path = await newPath()
    expect(await goesOn(path, anew)).toBe(false)
    // As before there was such an event.
    await using(path, ({ write }) => write("done", of("a@example.com")))
    expect(await goesOn(path, anew)).toBe(true)
    expect(await lastOf(path, "a@example.com", anew)).toBe("done")
    await using(path, ({ finish }) => finish([target]))
    expect(await goesOn(path)).toBe(false)
    expect(await lastOf(path, "a@example.com")).toBe("done")
    expect(await goesOn(path, anew)).toBe(false)
    expect(await readFile(path, "utf8")).toBe("")
    expect((await stat(path)).mode & 0o077).toBe(0)
  })

  it("is unfinished again once a kept run adds to it", async () => {
    const path = await newPath()
    await using(path, ({ finish }) => finish([target]))
    await using(path, ({ write }) => write("doing", of("a@example.com")))
    expect(await goesOn(path, anew)).toBe(true)
  })

  it("begins anew for its own target only", async () => {
    const path = await newPath()
    const other = { targets: ["other campaign"] }
    await using(path, ({ write }) => write("doing", of("a@example.com", "add", "other campaign")), other)
    await using(path, ({ finish, write }) => Effect.andThen(write("done", of("b@example.com")), finish([target])))
    expect(await lastOf(path, "b@example.com", anew)).toBeUndefined()
    expect(await goesOn(path, { ...other, ...anew })).toBe(true)
    expect(await lastOf(path, "a@example.com", { ...other, ...anew })).toBe("doing")
  })

  it("keeps apart the steps and the targets of one run, and what is unfinished at one of them keeps all", async () => {
    const path = await newPath()
    const two = { targets: [target, "other"], ...anew }
    await using(
      path,
      ({ finish, write }) =>
        Effect.andThen(
          write("done", of("a@example.com")),
          Effect.andThen(finish([target]), write("doing", of("a@example.com", "message", "other")))
        ),
      two
    )
    const lasts = await using(
      path,
      ({ last }) =>
        Effect.sync(() => [
          last(of("a@example.com")),
          last(of("a@example.com", "message")),
          last(of("a@example.com", "message", "other")),
          last(of("a@example.com", "add", "other"))
        ]),
      two
    )
    expect(lasts).toEqual(["done", undefined, "doing", undefined])
    await using(path, ({ finish }) => finish([target, "other"]), two)
    expect(await goesOn(path, two)).toBe(false)
    expect(await readFile(path, "utf8")).toBe("")
  })

  it("reads what was written when SalesBlink was the one vendor", async () => {
    const path = await newPath()
    const older = ["added", "adding", "not added"].map((event, index) =>
      JSON.stringify({ event, email: `${index}@example.com`, target, at: "2026-11-01T00:00:00.000Z" })
    )
    await writeFile(path, older.join("\n"))
    expect(await lastOf(path, "0@example.com")).toBe("done")
    expect(await lastOf(path, "1@example.com")).toBe("doing")
    expect(await lastOf(path, "2@example.com")).toBe("not done")
  })

  it("is for its owner only, since it holds addresses", async () => {
    const path = await newPath()
    await using(path, ({ write }) => write("done", of("a@example.com")))
    expect((await stat(path)).mode & 0o077).toBe(0)
  })

  it("is taken over from a process that is gone, not from one that runs", async () => {
    const path = await newPath()
    await writeFile(`${path}.lock`, "99999999")
    expect(await lastOf(path, "a@example.com")).toBeUndefined()
    await writeFile(`${path}.lock`, String(process.pid))
    await expect(lastOf(path, "a@example.com")).rejects.toThrow("Another run uses the journal")
  })
})
