/** The demo with its variables set, so that it does what it does with the real vendors, against a server that remembers. */
import { readFile } from "node:fs/promises"
import type { ServerResponse } from "node:http"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, describe, expect, it } from "vitest"
import { csvOf, emailOf, newFolder, rowOf, run, start, write } from "../test/command.ts"
import { refuse, startVendors } from "../test/Vendors.ts"

const open: Array<{ close: () => void }> = []
// Together, since most of a run's time is waiting: for a process to start, or for a vendor.
afterAll(() => {
  for (const vendors of open) vendors.close()
})
const vendorsWith = async (options?: Parameters<typeof startVendors>[0]) => {
  const vendors = await startVendors(options)
  open.push(vendors)
  return vendors
}

const to = ["--salesblink-campaign", "c1"]
const sample = fileURLToPath(new URL("../contacts.csv", import.meta.url))
const all = (count: number) => Array.from({ length: count }, (_, index) => emailOf(index + 1))

describe.concurrent("the demo, with the vendors' variables set", { timeout: 120_000 }, () => {
  it("names the variables that are missing", async () => {
    const { code, stderr } = await run(await newFolder(), [], { SALESFLOW_TOKEN: "t", SALESBLINK_API_KEY: "" })
    expect(code).toBe(1)
    expect(stderr).toContain("SALESFLOW_TOKEN is set, but SALESFLOW_ACCOUNT_ID and SALESBLINK_API_KEY are not.")
  })

  it("assumes neither contacts nor campaign, but says the whole command", async () => {
    const vendors = await vendorsWith()
    const folder = await newFolder()
    await write(folder, "my c.csv", csvOf(1))
    const campaign = "--salesblink-campaign 5f0c1d7e9b3a4c2d8e6f7a10"
    const starts = "--salesflow-campaign 29854 --salesflow-campaign 29889 --salesflow-campaign 31767"
    for (const [args, command] of [
      [[], `--csv ${sample} ${starts} ${campaign} --yes`],
      [to, `--csv ${sample} ${starts} --salesblink-campaign c1 --yes`],
      [["--csv", "my c.csv"], `--csv 'my c.csv' ${campaign} --yes`],
      [["--salesflow-campaign", "7", "--concurrency", "2"], `--salesflow-campaign 7 ${campaign} --concurrency 2 --yes`]
    ] as const) {
      const { code, stderr } = await run(folder, args, vendors.env.far)
      expect(code).toBe(1)
      expect(stderr).toContain(`\n  npm run demo -- ${command}\n`)
    }
    // One of the two on this computer is not enough.
    const { code } = await run(folder, [], { ...vendors.env.near, SALESFLOW_BASE_URL: "" })
    expect(code).toBe(1)
    expect(vendors.calls).toEqual([])
  })

  it("assumes the samples and does not ask where both vendors are on this computer", async () => {
    const vendors = await vendorsWith({ there: ["jane.roe@example.com"] })
    const folder = await newFolder()
    for (const _ of ["first", "second"]) {
      const { code, stderr, stdout } = await run(folder, [], vendors.env.near)
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
      expect(stdout).toMatch(/^Salesbridge demo, with the servers on this computer/)
      expect(stdout).not.toContain("About to write")
      expect(rowOf(stdout, "contact07@example.com")).toContain("left out in unsubscribed.txt, line 2")
    }
    const count = (operation: string) => vendors.calls.filter((call) => call.operation === operation).length
    expect(count("start")).toBe(6)
    expect(count("add")).toBe(new Set(vendors.emails()).size - 1)
    expect(vendors.unsubscribed).toContain("jane.roe@example.com")
  })

  it("says what it would write, and writes nothing without --yes", async () => {
    const vendors = await vendorsWith({ there: ["gone@example.com"] })
    const folder = await newFolder()
    await write(folder, "c.csv", csvOf(3))
    await write(folder, "no.txt", "gone@example.com\n")
    const args = ["--csv", "c.csv", "--salesflow-campaign", "7", "--unsubscribed", "no.txt", ...to]
    const { code, stderr, stdout } = await run(folder, args, vendors.env.far)
    expect(code).toBe(1)
    expect(stdout).toMatch(/^Salesbridge demo, with the REAL vendors/)
    expect(stdout).toContain(vendors.env.far.SALESBLINK_BASE_URL)
    expect(stdout).toContain("add 3 prospects, unsubscribe up to 1")
    expect(stdout).toContain("start campaign 7")
    expect(stderr).toBe(
      "Nothing was written. To go ahead without being asked, add --yes:\n" +
        "  npm run demo -- --csv c.csv --salesflow-campaign 7 --salesblink-campaign c1 --unsubscribed no.txt --yes\n"
    )
    expect(vendors.calls.map(({ operation }) => operation)).toEqual(["members", "list"])
  })

  it("brings everybody, once, and honours unsubscribes", async () => {
    const vendors = await vendorsWith({
      there: [emailOf(2), emailOf(3), "gone@example.com"],
      members: [{ Email: "Member1@example.com" }, { Email: emailOf(1) }, { Email: null }]
    })
    const folder = await newFolder()
    await write(folder, "c.csv", csvOf(6))
    await write(folder, "no.txt", `# comment\n${emailOf(3).toUpperCase()}\ngone@example.com\n${emailOf(5)}\n`)
    const args = ["--csv", "c.csv", "--salesflow-campaign", "7", "--unsubscribed", "no.txt", "--yes", ...to]
    const { code, stderr, stdout } = await run(folder, args, vendors.env.near)
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
    const added = vendors.calls.filter(({ operation }) => operation === "add").map(({ email }) => email)
    expect(added.toSorted()).toEqual(["Member1@example.com", emailOf(1), emailOf(4), emailOf(6)].toSorted())
    expect(vendors.unsubscribed.toSorted()).toEqual([emailOf(3), "gone@example.com"].toSorted())
    expect(rowOf(stdout, emailOf(2))).toContain("there already")
    expect(rowOf(stdout, emailOf(5))).toContain("left out")
    expect(vendors.calls.at(-1)).toMatchObject({ operation: "start" })
    // Credentials appear nowhere.
    expect(stdout + (await readFile(join(folder, ".salesbridge-demo.jsonl"), "utf8"))).not.toMatch(/marker-(token|key)/)
  })

  it("--offline leaves the vendors alone", async () => {
    const vendors = await vendorsWith()
    const { code } = await run(await newFolder(), ["--offline"], vendors.env.near)
    expect(code).toBe(0)
    expect(vendors.calls).toEqual([])
  })

  it("ends with 1 and a hint when the credentials are refused, at first or midway", async () => {
    let adds = 0
    for (const operation of ["list", "add"] as const) {
      const vendors = await vendorsWith({
        fault: (call, when, response) =>
          when === "before" &&
          call.operation === operation &&
          (operation === "list" || ++adds > 3) &&
          refuse(response, 401, "Your API key is wrong.")
      })
      const folder = await newFolder()
      await write(folder, "c.csv", csvOf(20))
      const args = ["--csv", "c.csv", "--salesflow-campaign", "7", "--yes", ...to]
      const { code, stderr, stdout } = await run(folder, args, vendors.env.near)
      expect(code).toBe(1)
      expect(stderr).toContain("salesblink refuses the credentials")
      expect(vendors.calls.filter((call) => call.operation === "start")).toEqual([])
      if (operation === "add") {
        expect(stdout).toMatch(/^ +3 {2}added /m)
        expect(stdout).toMatch(/not tried/)
      }
    }
  })

  it("one contact's failure never stops the others", async () => {
    const vendors = await vendorsWith({
      fault: ({ email, operation }, when, response) => {
        if (operation !== "add") return false
        if (when === "before" && email === emailOf(2)) return refuse(response, 400, "Your request is invalid.")
        if (when === "before" && email === emailOf(3)) return refuse(response, 500, "not stored")
        if (when === "after" && email === emailOf(4)) return refuse(response, 503, "stored all the same")
        if (when === "after" && email === emailOf(5)) {
          response.destroy()
          return true
        }
        return false
      }
    })
    const folder = await newFolder()
    await write(folder, "c.csv", csvOf(8))
    const { code, stdout } = await run(folder, ["--csv", "c.csv", "--yes", ...to], vendors.env.near)
    expect(code).toBe(0)
    expect(rowOf(stdout, emailOf(2))).toContain("failed salesblink addProspect: 400 Your request is invalid")
    expect(rowOf(stdout, emailOf(3))).toContain(
      "failed not there when looked up; run again. salesblink addProspect: 500"
    )
    expect(rowOf(stdout, emailOf(4))).toContain("added found when looked up after: salesblink addProspect: 503")
    expect(rowOf(stdout, emailOf(5))).toContain(
      "added found when looked up after: salesblink addProspect: the connection"
    )
    for (const number of [1, 6, 7, 8]) expect(rowOf(stdout, emailOf(number))).toMatch(/ added$/)
    // Unsafe, so each was sent once.
    const added = vendors.calls.filter(({ operation }) => operation === "add")
    expect(new Set(added.map(({ email }) => email)).size).toBe(added.length)
  })

  it("waits out a 429 and sends again", async () => {
    let refused = 0
    const vendors = await vendorsWith({
      fault: ({ email, operation }, when, response) =>
        operation === "add" &&
        when === "before" &&
        email === emailOf(2) &&
        refused++ < 2 &&
        refuse(response, 429, "Too many requests", { "retry-after": "0" })
    })
    const folder = await newFolder()
    await write(folder, "c.csv", csvOf(4))
    const { code, stdout } = await run(folder, ["--csv", "c.csv", "--yes", ...to], vendors.env.near)
    expect(code).toBe(0)
    expect(vendors.emails().toSorted()).toEqual(all(4))
    expect(stdout).toContain("429 from salesblink addProspect, 2 times")
  })
})

describe.concurrent("a run that is interrupted and started again", { timeout: 120_000 }, () => {
  // The process dies with several adds under way: some arrived without its knowing, some did not.
  it.each([
    { title: "the campaign's list shows who arrived", listLags: false },
    { title: "only a search finds who arrived", listLags: true }
  ])("adds nobody twice after SIGKILL, where $title", async ({ listLags }) => {
    let kill: () => void = () => {}
    let adds = 0
    const vendors = await vendorsWith({
      listLags,
      delay: 10,
      fault: ({ operation }, when, response) => {
        if (operation !== "add") return false
        if (when === "before") adds++
        if (adds < 15 || kill === never) return false
        // The 15th arrives and is never answered.
        if (when === "before") return false
        kill()
        kill = never
        response.destroy()
        return true
      }
    })
    const folder = await newFolder()
    await write(folder, "c.csv", csvOf(40))
    const args = ["--csv", "c.csv", "--yes", ...to]
    const first = start(folder, args, vendors.env.near)
    kill = () => first.child.kill("SIGKILL")
    expect((await first.exit).code).toBeNull()
    const arrived = vendors.emails().length
    expect(arrived).toBeGreaterThanOrEqual(15)
    expect(arrived).toBeLessThan(40)
    // As a crash in the middle of a write would leave it.
    const journal = join(folder, ".salesbridge-demo.jsonl")
    await write(folder, ".salesbridge-demo.jsonl", `${await readFile(journal, "utf8")}{"event":"added","ema`)

    const { code, stdout } = await run(folder, args, vendors.env.near)
    expect(code).toBe(0)
    expect(vendors.emails().toSorted()).toEqual(all(40))
    expect(stdout).toMatch(new RegExp(`^ +${arrived} {2}there already `, "m"))

    // And a third time there is nothing left to do.
    await run(folder, args, vendors.env.near)
    expect(vendors.emails().toSorted()).toEqual(all(40))
  })

  it("stops on Ctrl-C, says how to go on, and goes on", async () => {
    const vendors = await vendorsWith({ delay: 40, listLags: true })
    const folder = await newFolder()
    await write(folder, "c.csv", csvOf(30))
    const args = ["--csv", "c.csv", "--yes", ...to]
    const first = start(folder, args, vendors.env.near)
    while (vendors.emails().length < 10) await new Promise((resolve) => setTimeout(resolve, 5))
    first.child.kill("SIGINT")
    const { code, stdout } = await first.exit
    expect(code).toBe(130)
    expect(stdout).toContain("To go on: start the same command again")
    const second = await run(folder, args, vendors.env.near)
    expect(second.code).toBe(0)
    expect(vendors.emails().toSorted()).toEqual(all(30))
  })

  it("refuses to run beside another that uses the same journal", async () => {
    const held: Array<ServerResponse> = []
    const vendors = await vendorsWith({
      fault: ({ operation }, when, response) => operation === "add" && when === "before" && held.push(response) > 0
    })
    const folder = await newFolder()
    await write(folder, "c.csv", csvOf(1))
    const args = ["--csv", "c.csv", "--yes", ...to]
    const first = start(folder, args, vendors.env.near)
    while (held.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    const second = await run(folder, args, vendors.env.near)
    expect(second.code).toBe(1)
    expect(second.stderr).toContain("Another run uses the journal")
    refuse(held[0]!, 400, "Your request is invalid.")
    expect((await first.exit).code).toBe(0)
    expect(held.length).toBe(1)
  })

  it("a journal says nothing about another campaign", async () => {
    const vendors = await vendorsWith({ listLags: true })
    const folder = await newFolder()
    await write(folder, "c.csv", csvOf(2))
    await run(folder, ["--csv", "c.csv", "--yes", ...to], vendors.env.near)
    await run(folder, ["--csv", "c.csv", "--yes", "--salesblink-campaign", "c2"], vendors.env.near)
    expect(vendors.emails().toSorted()).toEqual([...all(2), ...all(2)].toSorted())
  })
})

const never = () => {}
