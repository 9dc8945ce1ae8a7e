/** What a run still sends after Ctrl-C, and what the next run does with the rest. */
import { describe, expect, it, vi } from "vitest"
import { csvOf, emailOf, newFolder, profilesOf, runHere, write } from "../test/command.ts"
import { cadence, startVendors, toAll } from "../test/Vendors.ts"

const sends = ["addProspect", "sendLinkedInMessage", "createCadenceMembership"] as const

describe("a run that is interrupted", () => {
  it("finishes only what it is sending, and the next run sends the rest", async () => {
    const vendors = await startVendors()
    const latency = "2 seconds"
    const ends = [
      vendors.fault("salesblink", { operation: "addProspect", latency }),
      vendors.fault("getsales", { operation: "sendLinkedInMessage", latency }),
      vendors.fault("salesloft", { operation: "createCadenceMembership", latency })
    ]
    const folder = await newFolder({ "c.csv": profilesOf(12) })
    const args = ["--csv", "c.csv", ...toAll]
    const control = new AbortController()
    const run = runHere(folder, args, vendors.near, control.signal)
    await vi.waitUntil(() => sends.every((operation) => vendors.count(operation) === 4), 30_000)
    control.abort()
    expect((await run).code).toBe(130)
    for (const operation of sends) expect(vendors.count(operation)).toBe(4)
    for (const end of ends) end()
    expect((await runHere(folder, args, vendors.near)).code).toBe(0)
    const everybody = Array.from({ length: 12 }, (_, index) => emailOf(index + 1))
    for (const reached of [vendors.prospects(), vendors.messaged(), vendors.onCadence()])
      expect(reached.toSorted()).toEqual(everybody)
    // Their results were known, so nobody was looked up.
    expect(vendors.count("listCadenceMemberships")).toBe(0)
  })

  it("leaves contacts unfinished who get nothing from a later run without them, and all from one that has them", async () => {
    const vendors = await startVendors()
    const folder = await newFolder({ "c.csv": csvOf(1) })
    const args = ["--csv", "c.csv", "--salesloft-cadence", String(cadence)]
    const env = vendors.at("127.0.0.1", ["salesloft"])
    const control = new AbortController()
    const hangs = vendors.hang("salesloft", { operation: "upsertPerson" })
    const run = runHere(folder, args, env, control.signal)
    await hangs
    control.abort()
    await run
    vendors.fault("salesloft", { operation: "createCadenceMembership", latency: "500 millis", count: 1 })
    await write(folder, "c.csv", "Email\nother@example.com\n")
    expect((await runHere(folder, args, env)).code).toBe(0)
    expect(vendors.onCadence()).toEqual(["other@example.com"])
    await write(folder, "c.csv", csvOf(2))
    expect((await runHere(folder, args, env)).code).toBe(0)
    expect(vendors.onCadence().toSorted()).toEqual([emailOf(1), emailOf(2), "other@example.com"])
  })

  it("is continued with the contacts as they are now", async () => {
    const vendors = await startVendors()
    const folder = await newFolder({ "c.csv": `First Name,Email,LinkedIn\nWrong,${emailOf(1)},wrong\n` })
    const args = ["--csv", "c.csv", ...toAll]
    const control = new AbortController()
    const hang = [
      vendors.hang("getsales", { operation: "upsertContact" }),
      vendors.hang("salesloft", { operation: "upsertPerson" })
    ]
    const run = runHere(folder, args, vendors.near, control.signal)
    await Promise.all(hang)
    control.abort()
    await run
    await write(folder, "c.csv", `First Name,Email,LinkedIn\nJane,${emailOf(1)},jane\n`)
    expect((await runHere(folder, args, vendors.near)).code).toBe(0)
    expect(vendors.texts()).toEqual(["Hello Jane!"])
    expect(vendors.calls.filter(({ reached, requestBody }) => reached && requestBody.includes("Wrong"))).toHaveLength(1)
  })
})
