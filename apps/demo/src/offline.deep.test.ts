/** `npm run demo` as a newcomer runs it, against the sandboxes. */
import { execFileSync } from "node:child_process"
import { closeSync, openSync } from "node:fs"
import { readdir } from "node:fs/promises"
import { join } from "node:path"
import { describe, expect, it, vi } from "vitest"
import { csvOf, flat, newFolder, profilesOf, rowOf, run, runHere, start, totalOf, write } from "../test/command.ts"
import { startVendors, toAll } from "../test/Vendors.ts"
import { defaultJournal } from "./flags.ts"

const widest = (text: string) => Math.max(...text.split("\n").map((line) => line.length))

// A process takes seconds to start on a busy machine.
describe.concurrent("the demo, offline", { timeout: 900_000 }, () => {
  it("does the whole job without arguments, keeps to it with --resume, else begins anew and survives interruptions", async () => {
    const [folder, temporary] = [await newFolder(), await newFolder()]
    const { code, stderr, stdout } = await run(folder, [], { TMPDIR: temporary })
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
    expect(stdout).toMatch(/^Salesbridge demo, offline/)
    expect(stdout).toContain("Steps: 147 of 147")
    // Four vendors, one line: a contact of the file, and one that is known to Salesflow.
    expect(rowOf(stdout, "from ")).toBe("from contact Salesflow SalesBlink GetSales Salesloft")
    expect(rowOf(stdout, "contact01@example.com")).toBe("line 2 contact01@example.com - added messaged on cadence")
    expect(rowOf(stdout, "john.doe@example.com")).toBe("#10 john.doe@example.com source added messaged on cadence")
    // Bad rows, each by its line and reason.
    expect(rowOf(stdout, "First08")).toBe("line 9 First08 Last08 bad row: no e-mail address")
    expect(rowOf(stdout, "First14")).toContain("line 15 First14 Last14 bad row: not an e-mail address")
    expect(rowOf(stdout, "First21")).toBe("line 22 First21 Last21 bad row: 3 columns instead of 5")
    expect(rowOf(stdout, "Contact05@")).toBe("line 28 Contact05@Example.com duplicate: same as line 6")
    expect(rowOf(stdout, "First33")).toBe("line 34 First33 Last33 bad row: 6 columns instead of 5")
    expect(rowOf(stdout, "First40")).toContain("line 41 First40 Last40 bad row: broken quotes")
    // An unsubscribe in the file, or at one vendor, suppresses at all that know the contact.
    const everywhere = "suppressed suppressed suppressed suppressed"
    expect(rowOf(stdout, "jane.roe@example.com")).toBe(`#29889 jane.roe@example.com ${everywhere}`)
    expect(flat(stdout)).toContain("jane.roe@example.com: in unsubscribed.txt, line 6")
    expect(rowOf(stdout, "contact20@example.com")).toBe(`line 21 contact20@example.com ${everywhere}`)
    expect(flat(stdout)).toContain("contact20@example.com: do_not_contact at Salesloft")
    expect(rowOf(stdout, "contact30@example.com")).toContain("not there not there suppressed not there")
    expect(rowOf(stdout, "contact07@example.com")).toContain("not there not there not there not there")
    // Partial failure, by contact and vendor.
    expect(rowOf(stdout, "contact12@example.com")).toContain("- added messaged failed 422")
    expect(flat(stdout)).toContain("contact12@example.com, Salesloft: salesloft upsertPerson: 422")
    expect(flat(stdout)).toContain("(email_address is invalid)")
    expect(rowOf(stdout, "contact17@example.com")).toContain("- added failed 422 on cadence")
    expect(flat(stdout)).toContain("contact17@example.com, GetSales: getsales upsertContact: 422")
    // What the types made of a 429, a 409 and 422s.
    expect(stdout).toContain("salesblink answers 429: retrying in 1 s, as it asks")
    expect(stdout).toContain("TooManyRequests, category RateLimited")
    expect(stdout).toContain("CampaignAlreadyRunning, category Conflict")
    expect(stdout).toContain("CampaignCannotStart, category Invalid")
    expect(stdout).toContain("Campaign has no members.")
    expect(stdout.match(/ValidationFailed, category Invalid/g)).toHaveLength(2)
    expect(totalOf(stdout, "delivered now")).toEqual(["-", "46", "45", "45"])
    expect(totalOf(stdout, "unsubscribed; suppressed there")).toEqual(["2", "2", "3", "2"])
    expect(totalOf(stdout, "failed; see the details")).toEqual(["-", "-", "1", "1"])
    expect(stdout).toMatch(/^ +6 {2}bad row /m)
    // Salesflow's webhook comes back.
    const told = flat(stdout.split("Reported by Salesflow's webhook")[1] ?? "")
    expect(told).toMatch(/MemberConnected member \d+ Nick Foo campaign Sale lead/)
    expect(told).toMatch(/ReplyDetected member \d+ Nick Foo campaign Sale lead/)
    // Fit for a file and for 80 columns.
    expect(stdout).not.toContain("\u001B")
    expect(stdout).not.toContain("\r")
    // A path alone is not broken.
    expect(widest(stdout.replace(temporary, ""))).toBeLessThanOrEqual(80)
    // Its journal is among the temporary files, and named by its whole path.
    const [journal, sandboxes, ...others] = await readdir(temporary)
    expect([sandboxes, ...others]).toEqual([`${journal}.sandboxes`])
    expect(journal).toMatch(/^salesbridge-demo-\w+-[0-9a-f]{8}\.sqlite$/)
    expect(stdout).toContain(`  journal     ${join(temporary, journal!)}\n`)

    const theSame = ["--journal", join(temporary, journal!)]
    const resumed = await runHere(folder, ["--resume", ...theSame])
    expect(resumed.code).toBe(0)
    expect(totalOf(resumed.stdout, "there already; not again")).toEqual(["-", "46", "45", "45"])
    expect(resumed.stdout).not.toContain("delivered now")

    // Anew, since the steps are all there again. Fewer contacts are enough for a kill among them.
    const few = ["--csv", await write(folder, "few.csv", profilesOf(8))]
    const killed = start(folder, few, { TMPDIR: temporary })
    await vi.waitUntil(() => killed.output.stdout.includes("Steps: 11 of 21"), { timeout: 600_000, interval: 5 })
    killed.child.kill("SIGKILL")
    expect((await killed.exit).stdout).not.toContain("Summary")
    const last = await runHere(folder, [...few, ...theSame])
    expect(last.code).toBe(0)
    expect(last.stdout).toMatch(/^Going on with the run that was interrupted; /m)
    const numberOf = (title: string, vendor: number) =>
      Number(totalOf(last.stdout, title)[vendor]?.replace("-", "0") ?? 0)
    const there = [1, 2, 3].map((vendor) => numberOf("there already; not again", vendor))
    const all = there.map((count, index) => count + numberOf("delivered now", index + 1))
    // The seventh is in unsubscribed.txt.
    expect(all).toEqual([7, 7, 7])
    expect(there[0]! + there[1]! + there[2]!).toBeGreaterThanOrEqual(10)
  })

  it("calls no export done whose output cannot be written", async () => {
    const theSame = ["--journal", defaultJournal]
    const folder = await newFolder({ "gone.txt": "gone@example.com\n" })
    expect((await runHere(folder, ["suppressions", "import", "gone.txt", ...theSame])).code).toBe(0)
    const full = openSync("/dev/full", "w")
    const { code, stderr } = await start(folder, ["suppressions", "export"], {}, { stdout: full }).exit
    closeSync(full)
    expect(stderr).toMatch(
      /^The export is not complete, since its output cannot be written: ENOSPC.*Keep the journal.\n$/
    )
    expect(code).toBe(1)
    const left = start(folder, ["suppressions", "export"])
    left.child.stdout!.destroy()
    expect((await left.exit).stderr).toContain("EPIPE")
    expect((await runHere(folder, ["suppressions", "export", ...theSame])).stdout).toContain("gone@example.com,")
  })

  it("says so, once, where nothing that it prints can be written", async () => {
    const full = openSync("/dev/full", "w")
    const { code, stderr } = await start(await newFolder(), ["--help"], {}, { stdout: full }).exit
    closeSync(full)
    expect(stderr).toMatch(/^What is printed here is not complete, since its output cannot be written: ENOSPC.*\n$/)
    expect(code).toBe(1)
  })

  it("stops on Ctrl-C while it waits for a pipe", async () => {
    const folder = await newFolder()
    execFileSync("mkfifo", [join(folder, "csv")])
    const { child, exit, output } = start(folder, ["--csv", "csv"])
    await vi.waitUntil(() => output.stderr.includes("from the pipe csv"), 60_000)
    child.kill("SIGINT")
    expect((await exit).code).toBe(130)
  })

  it("goes on when nobody reads its output any more", async () => {
    const vendors = await startVendors()
    const folder = await newFolder({ "c.csv": csvOf(4) })
    const { child, exit } = start(folder, ["--csv", "c.csv", ...toAll], vendors.near)
    child.stdout!.once("data", () => child.stdout!.destroy())
    expect((await exit).code).toBe(0)
    expect(vendors.prospects()).toHaveLength(4)
  })
})
