/** What a journal still knows after a run, a crash, and a rehearsal. */
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { Effect } from "effect"
import { readFile, stat, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { newFolder } from "../test/command.ts"
import { Journal } from "./Journal.ts"

const using = <A>(
  path: string,
  use: (journal: Journal["Service"]) => Effect.Effect<A, unknown>,
  options: { readonly target?: string; readonly earlier?: "keep" | "begin anew" } = {}
) =>
  Journal.use(use).pipe(
    Effect.provide(Journal.layer({ path, target: "vendor campaign", earlier: "keep", ...options })),
    Effect.provide(NodeFileSystem.layer),
    Effect.runPromise
  )
const lastOf = (path: string, email: string, options?: Parameters<typeof using>[2]) =>
  using(path, (journal) => Effect.sync(() => journal.last(email)), options)
const newPath = async () => join(await newFolder(), "journal")

describe("a journal", () => {
  it("knows the last event of each contact in the next run", async () => {
    const path = await newPath()
    await using(path, ({ write }) =>
      Effect.all([
        write("adding", "A@example.com"),
        write("added", "a@example.com"),
        write("adding", "b@example.com"),
        write("adding", "c@example.com"),
        write("not added", "c@example.com")
      ])
    )
    expect(await lastOf(path, "a@EXAMPLE.com")).toBe("added")
    expect(await lastOf(path, "b@example.com")).toBe("adding")
    expect(await lastOf(path, "c@example.com")).toBe("not added")
    expect(await lastOf(path, "d@example.com")).toBeUndefined()
  })

  it("passes over a line that was cut short, and goes on in a line of its own", async () => {
    const path = await newPath()
    await using(path, ({ write }) => write("adding", "a@example.com"))
    await writeFile(path, `${await readFile(path, "utf8")}{"event":"added","email":"a@exam`)
    await using(path, ({ write }) => write("added", "b@example.com"))
    expect(await lastOf(path, "a@example.com")).toBe("adding")
    expect(await lastOf(path, "b@example.com")).toBe("added")
  })

  it("tells nothing about another vendor or campaign", async () => {
    const path = await newPath()
    await using(path, ({ write }) => write("added", "a@example.com"), { target: "rehearsal campaign" })
    expect(await lastOf(path, "a@example.com")).toBeUndefined()
  })

  const anew = { earlier: "begin anew" } as const
  const goesOn = (path: string, options?: Parameters<typeof using>[2]) =>
    using(path, (journal) => Effect.sync(() => journal.goesOn), options)

  it("begins anew only after a run that ran through", async () => {
    const path = await newPath()
    expect(await goesOn(path, anew)).toBe(false)
    // As before there was such an event.
    await using(path, ({ write }) => write("added", "a@example.com"))
    expect(await goesOn(path, anew)).toBe(true)
    expect(await lastOf(path, "a@example.com", anew)).toBe("added")
    await using(path, ({ finish }) => finish)
    expect(await goesOn(path)).toBe(false)
    expect(await lastOf(path, "a@example.com")).toBe("added")
    expect(await goesOn(path, anew)).toBe(false)
    expect(await readFile(path, "utf8")).toBe("")
    expect((await stat(path)).mode & 0o077).toBe(0)
  })

  it("is unfinished again once a kept run adds to it", async () => {
    const path = await newPath()
    await using(path, ({ finish }) => finish)
    await using(path, ({ write }) => write("adding", "a@example.com"))
    expect(await goesOn(path, anew)).toBe(true)
  })

  it("begins anew for its own target only", async () => {
    const path = await newPath()
    const other = { target: "other campaign" }
    await using(path, ({ write }) => write("adding", "a@example.com"), other)
    await using(path, ({ finish, write }) => Effect.andThen(write("added", "b@example.com"), finish))
    expect(await lastOf(path, "b@example.com", anew)).toBeUndefined()
    expect(await goesOn(path, { ...other, ...anew })).toBe(true)
    expect(await lastOf(path, "a@example.com", { ...other, ...anew })).toBe("adding")
  })

  it("is for its owner only, since it holds addresses", async () => {
    const path = await newPath()
    await using(path, ({ write }) => write("added", "a@example.com"))
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
