/** The command within this process, against the sandboxes: the whole job, and wrong usage. */
import { execFileSync } from "node:child_process"
import { existsSync } from "node:fs"
import { mkdir, rm } from "node:fs/promises"
import { join, resolve } from "node:path"
import { describe, expect, it } from "vitest"
import { newFolder, rowOf, runHere, totalOf, write } from "../test/command.ts"
import { shortest } from "./Setup.ts"

describe("the demo", { timeout: 180_000 }, () => {
  it("does the whole job offline, and honours who unsubscribed however the file spells it", async () => {
    const folder = await newFolder()
    const csv = await write(folder, "c.csv", "Email;Name\n\u200Bgone@example.com;A\nADA@example.com;Ada\nnobody;B\n")
    const list = await write(folder, "no.txt", "Gone@\uFEFFexample.com\n")
    const { code, stderr, stdout } = await runHere(folder, ["--csv", csv, "--unsubscribed", list])
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
    expect(rowOf(stdout, "gone@example.com")).toContain("not there not there not there not there")
    expect(rowOf(stdout, "ADA@example.com")).toBe("line 3 ADA@example.com - added no profile on cadence")
    expect(rowOf(stdout, "nobody")).toContain("bad row: not an e-mail address: nobody")
    expect(totalOf(stdout, "delivered now")).toEqual(["-", "1", "-", "1"])
    // GetSales needs a profile for a message, so a contact without one is not a failure. No sample lacks it.
    expect(totalOf(stdout, "no profile or name of its own")).toEqual(["-", "-", "1", "-"])
    expect(stdout).not.toContain("john.doe@example.com")
    expect(stdout).toMatch(/The same on a page, http:\/\/127.0.0.1:4100: npm run demo -- --web\n$/)
  })

  it("writes to nobody whom the ledger names, and gives it out again", async () => {
    const folder = await newFolder()
    const csv = await write(folder, "c.csv", "Email\ngone@example.com\n")
    const list = await write(folder, "old.csv", 'Email,Since\nGone@example.com,"May, or so"\n')
    const imported = await runHere(folder, ["suppressions", "import", list])
    expect(imported).toEqual({ code: 0, stderr: "", stdout: "1 from old.csv will not be contacted.\n" })
    const { stdout } = await runHere(folder, ["--csv", csv])
    expect(rowOf(stdout, "gone@example.com")).toContain("not there not there not there not there")
    expect(stdout).toContain("gone@example.com: in old.csv, line 2")
    const exported = await runHere(folder, ["suppressions", "export"])
    expect(exported.stdout).toMatch(/^Email,Source,Since,Told\ngone@example.com,"in old.csv, line 2",\d{4}-\S+Z,\n/)
    const copy = await write(folder, "copy.csv", exported.stdout)
    await runHere(folder, ["suppressions", "import", "--journal", "other", copy])
    expect((await runHere(folder, ["suppressions", "export", "--journal", "other"])).stdout).toBe(exported.stdout)
  })

  it("exports no journal that does not exist, and says where DATABASE_URL hides a journal", async () => {
    const folder = await newFolder()
    const { code, stderr, stdout } = await runHere(folder, ["suppressions", "export", "--journal", "none.sqlite"])
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" })
    expect(stderr).toBe("There is no journal none.sqlite. Name the one to export with --journal.\n")
    expect(existsSync(join(folder, "none.sqlite"))).toBe(false)
    const env = { DATABASE_URL: "postgres://127.0.0.1:1/none" }
    const shared = await runHere(folder, ["suppressions", "export", "--journal", "none.sqlite"], env)
    expect(shared.stderr).toContain(
      "DATABASE_URL is set: this uses the database that DATABASE_URL names, not the journal none.sqlite.\n"
    )
  })

  it("reads pipes, which give their content only once", async () => {
    const folder = await newFolder()
    const pipes = ["csv", "no"].map((name) => join(folder, name))
    execFileSync("mkfifo", pipes)
    const [, , { code, stderr, stdout }] = await Promise.all([
      write(folder, "csv", "Email\ngone@example.com\nada@example.com\n"),
      write(folder, "no", "gone@example.com\n"),
      runHere(folder, ["--csv", "csv", "--unsubscribed", "no"])
    ])
    expect(stderr).toContain("Reading the contacts from the pipe csv ...\n")
    expect(code).toBe(0)
    expect(rowOf(stdout, "gone@example.com")).toContain("not there not there not there not there")
    expect(rowOf(stdout, "ada@example.com")).toContain("added")
  })

  it.each([
    [
      "no address of a Redis",
      { REDIS_URL: "nonsense" },
      [],
      /^Cannot use the Redis that REDIS_URL names: Invalid URL\.\n/
    ],
    [
      "a Redis that does not run",
      { REDIS_URL: "redis://127.0.0.1:1" },
      [],
      /^Cannot use .* REDIS_URL names: .*ECONNREFUSED/
    ],
    ["webhooks without a secret", {}, ["--webhooks", "4110"], /^--webhooks needs a secret: set one or more of /]
  ])("says so before it reads or starts anything, with %s", async (_, env, args, says) => {
    const vendor = { SALESBLINK_API_KEY: "any", SALESBLINK_BASE_URL: "http://127.0.0.1:1" }
    const { code, stderr, stdout } = await runHere(await newFolder(), ["--csv", "none.csv", ...args], {
      ...vendor,
      ...env
    })
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" })
    expect(stderr).toMatch(says)
  })

  it("says what is wrong with the sandboxes' file, and blames no vendor if it cannot be written", async () => {
    const folder = await newFolder({ "journal.sandboxes": "nonsense" })
    const { code, stderr } = await runHere(folder, [])
    expect(stderr).toMatch(
      /^Cannot use the journal journal: its journal.sandboxes: it was not written .* delete it\.\n$/
    )
    expect(code).toBe(1)
    await rm(join(folder, "journal.sandboxes"))
    await mkdir(join(folder, "journal.sandboxes.part"))
    const full = await runHere(folder, [])
    expect(full.stderr).toMatch(/^Stopped: the sandboxes cannot be stored in journal.sandboxes: .* Then start the same/)
    expect(full.code).toBe(1)
  })

  it("names files as the current folder has them, and says where a journal cannot be written", async () => {
    const folder = await newFolder()
    expect(shortest(resolve("own"))).toBe("own")
    expect(shortest(folder)).toBe(folder)
    const { code, stderr } = await runHere(folder, ["--journal", "none/journal"])
    expect(stderr).toContain("Cannot use the journal none/journal")
    expect(code).toBe(1)
  })

  it("explains itself with --help, within 80 columns", async () => {
    const { code, stdout } = await runHere(await newFolder(), ["--help"])
    expect(code).toBe(0)
    for (const flag of ["--csv", "--salesflow-campaign", "--getsales-list", "--message", "--unsubscribed", "--yes"]) {
      expect(stdout).toContain(flag)
    }
    expect(stdout).toContain("SALESFLOW_ACCOUNT_ID")
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it.each([
    ["an unknown flag", ["--nope"], /^Unrecognized flag: --nope/],
    ["a number that is none", ["--concurrency", "many"], /concurrency/],
    [
      "a port that is none",
      ["--webhooks", "99999"],
      /^Invalid .* --webhooks: "99999". Expected: a number from 0 to 65535/
    ],
    [
      "no file to import",
      ["suppressions", "import"],
      /\nUsage: npm run demo -- suppressions import .*<file>\nHelp: {2}npm run demo -- suppressions import --help/
    ],
    ["no name of a file", ["--csv", ""], /^Missing value for flag --csv. Expected: a value that is not empty/],
    ["an address for nobody", ["--host", "::"], /^Invalid .* --host: "::". Expected: an address that others can reach/],
    [
      "a cadence that is none",
      ["--salesloft-cadence", "spring"],
      /^--salesloft-cadence spring: it is not the number of a/
    ],
    ["a message with a slip", ["--message", "Hello {name}"], /^--message 'Hello {name}': {name} is not one of/]
  ])("ends with 2, in three lines at most, on %s", async (_, args, says) => {
    const { code, stderr, stdout } = await runHere(await newFolder(), args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(stderr).toMatch(says)
    expect(stderr.trimEnd().split("\n").length).toBeLessThanOrEqual(3)
  })

  it.each([
    ["no such file", ["--csv", "none.csv"], /^Cannot read the contacts in none.csv: there is no such file.\n$/],
    ["a folder", ["--csv", "/"], /^Cannot read the contacts in .*: it is a folder, not a file.\n$/],
    [
      "neither a file nor a pipe",
      ["--csv", "/dev/zero"],
      /^Cannot read the contacts in .*: it is neither a file nor a pipe/
    ],
    ["no e-mail column", ["--csv", "bad.csv"], /bad.csv is not a list of contacts: no column is named "Email"/],
    [
      "an empty list of people",
      ["--unsubscribed", "empty.txt"],
      /^Cannot read who unsubscribed in empty.txt: it is empty./
    ],
    [
      "a bad line among the unsubscribed",
      ["--unsubscribed", "bad.txt"],
      /bad.txt, line 2: not an e-mail address: contact02\n/
    ]
  ])("ends with 1 on %s", async (_, args, says) => {
    const folder = await newFolder({
      "bad.csv": "Name,Mail\nFirst01,contact01@example.com\n",
      "empty.txt": "",
      "bad.txt": "contact01@example.com\ncontact02\n"
    })
    const { code, stderr } = await runHere(folder, args)
    expect(stderr).toMatch(says)
    expect(code).toBe(1)
  })
})
