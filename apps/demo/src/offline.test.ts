/** `npm run demo` as a newcomer runs it, against the real mocks. */
import { mkdir, readdir } from "node:fs/promises"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { newFolder, rowOf, run, start, write } from "../test/command.ts"

const widest = (text: string) => Math.max(...text.split("\n").map((line) => line.length))

// A process with mock servers takes seconds to start on a busy machine.
describe.concurrent("the demo, offline", { timeout: 120_000 }, () => {
  it("does the whole job without arguments, and shows it again the second time, unless it is to --resume", async () => {
    const folder = await newFolder()
    for (const _ of ["first", "second"]) {
      const { code, stderr, stdout } = await run(folder, [])
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
      expect(stdout).toMatch(/^Salesbridge demo, offline/)
      expect(stdout).toContain("Contacts: 45 of 45")
      expect(rowOf(stdout, "contact01@example.com")).toBe("line 2 contact01@example.com added")
      expect(rowOf(stdout, "john.doe@example.com")).toBe("campaign 29854 john.doe@example.com added")
      // Bad rows, each by its line and reason.
      expect(rowOf(stdout, "First08")).toBe("line 9 First08 Last08 bad row no e-mail address")
      expect(rowOf(stdout, "First14")).toContain("line 15 First14 Last14 bad row not an e-mail address")
      expect(rowOf(stdout, "First21")).toBe("line 22 First21 Last21 bad row 3 columns instead of 5")
      expect(rowOf(stdout, "Contact05@")).toBe("line 28 Contact05@Example.com duplicate same as line 6")
      expect(rowOf(stdout, "First33")).toBe("line 34 First33 Last33 bad row 6 columns instead of 5")
      expect(rowOf(stdout, "First40")).toContain("line 41 First40 Last40 bad row broken quotes")
      // Unsubscribes.
      expect(rowOf(stdout, "contact07@example.com")).toContain("left out in unsubscribed.txt, line 2")
      expect(rowOf(stdout, "jane.roe@example.com")).toContain("unsubscribed in unsubscribed.txt, line 6")
      // What the types made of a 429, a 409 and a 422.
      expect(stdout).toContain("salesblink answers 429: going on in 1 s, as it asks")
      expect(stdout).toContain("TooManyRequests, category RateLimited")
      expect(stdout).toContain("CampaignAlreadyRunning, category Conflict")
      expect(stdout).toContain("CampaignCannotStart, category Invalid")
      expect(stdout).toContain("Campaign has no members.")
      expect(stdout).toMatch(/^ +42 {2}added /m)
      expect(stdout).toMatch(/^ +6 {2}bad row /m)
      expect(stdout).not.toContain("failed")
      // Fit for a file and for 80 columns.
      expect(stdout).not.toContain("\u001B")
      expect(stdout).not.toContain("\r")
      expect(widest(stdout)).toBeLessThanOrEqual(80)
    }
    const { code, stdout } = await run(folder, ["--resume"])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^ +42 {2}there already /m)
    expect(stdout).not.toMatch(/^ +\d+ {2}added /m)
  })

  it.each(["SIGKILL", "SIGINT"] as const)("goes on by itself after %s, then begins anew", async (signal) => {
    const folder = await newFolder()
    const first = start(folder, [])
    while (!first.output.stdout.includes("Contacts: 12 of 45")) {
      expect(first.child.exitCode).toBeNull()
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    first.child.kill(signal)
    const interrupted = await first.exit
    expect(interrupted.stdout).not.toContain("Summary")
    if (signal === "SIGINT") expect(interrupted.stdout).toContain("To go on: start the same command again")

    const second = await run(folder, [])
    expect(second.code).toBe(0)
    expect(second.stdout).toMatch(/^Going on with the run that was interrupted; /m)
    const [, added] = /^ +(\d+) {2}added /m.exec(second.stdout)!
    const [, there] = /^ +(\d+) {2}there already /m.exec(second.stdout)!
    expect(Number(there)).toBeGreaterThanOrEqual(6)
    expect(Number(added) + Number(there)).toBe(42)

    const third = await run(folder, [])
    expect(third.stdout).not.toContain("Going on with")
    expect(third.stdout).toMatch(/^ +42 {2}added /m)
  })

  it("names the journal by its whole path where it is outside the current folder", async () => {
    const folder = await newFolder()
    await mkdir(join(folder, "temporary"))
    await mkdir(join(folder, "current"))
    const { stdout } = await run(join(folder, "current"), [], { TMPDIR: join(folder, "temporary") })
    const [journal, ...others] = await readdir(join(folder, "temporary"))
    expect(others).toEqual([])
    expect(journal).toMatch(/^salesbridge-demo-\w+-[0-9a-f]{8}\.jsonl$/)
    expect(stdout).toContain(`  journal     ${join(folder, "temporary", journal!)}\n`)
    const inside = await run(join(folder, "current"), ["--journal", "own"])
    expect(inside.stdout).toContain("  journal     own\n")
  })

  it("takes your own contacts and nothing else", async () => {
    const folder = await newFolder()
    const csv = await write(folder, "my.csv", "Email;Company\ncontact01@example.com;Example\n")
    const { code, stdout } = await run(folder, ["--csv", csv])
    expect(code).toBe(0)
    expect(rowOf(stdout, "contact01@example.com")).toBe("line 2 contact01@example.com added")
    expect(stdout).not.toContain("john.doe@example.com")
  })

  it("goes on when nobody reads its output any more", async () => {
    const folder = await newFolder()
    const { child, exit } = start(folder, [])
    child.stdout.once("data", () => child.stdout.destroy())
    expect((await exit).code).toBe(0)
  })

  it("explains itself with --help, within 80 columns", async () => {
    const { code, stdout } = await run(await newFolder(), ["--help"])
    expect(code).toBe(0)
    for (const flag of [
      "--csv",
      "--salesflow-campaign",
      "--salesblink-campaign",
      "--unsubscribed",
      "--journal",
      "--yes"
    ]) {
      expect(stdout).toContain(flag)
    }
    expect(stdout).toContain("SALESBLINK_API_KEY")
    expect(widest(stdout)).toBeLessThanOrEqual(80)
  })

  it.each([
    { title: "an unknown flag", args: ["--nope"], says: /Unrecognized flag: --nope/ },
    {
      title: "no such file",
      args: ["--csv", "none.csv"],
      says: /^Cannot read the contacts in none.csv: there is no such file.\n$/
    },
    { title: "a folder", args: ["--csv", "."], says: /^Cannot read the contacts in .: it is a folder, not a file.\n$/ },
    {
      title: "no e-mail column",
      args: ["--csv", "bad.csv"],
      says: /^bad.csv is no list of contacts: no column is named "Email"/
    },
    {
      title: "a bad line among the unsubscribed",
      args: ["--unsubscribed", "bad.txt"],
      says: /^bad.txt, line 2: not an e-mail address: contact02\n/
    },
    {
      title: "a journal that cannot be written",
      args: ["--journal", "none/journal"],
      says: /^Cannot use the journal none\/journal/
    }
  ])("ends with 1 on $title", async ({ args, says }) => {
    const folder = await newFolder()
    await write(folder, "bad.csv", "Name,Mail\nFirst01,contact01@example.com\n")
    await write(folder, "bad.txt", "contact01@example.com\ncontact02\n")
    const { code, stderr } = await run(folder, args)
    expect(stderr.trimStart()).toMatch(says)
    expect(code).toBe(1)
  })
})
