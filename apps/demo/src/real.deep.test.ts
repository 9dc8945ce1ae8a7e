/** The demo with its variables set, so that it does what it does with the real vendors, against their sandboxes. */
import { once } from "node:events"
import { readFile } from "node:fs/promises"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import {
  atEnd,
  csvOf,
  emailOf,
  flat,
  newFolder,
  profileOf,
  profilesOf,
  rowOf,
  runHere,
  start,
  totalOf
} from "../test/command.ts"
import { shortest } from "./Setup.ts"
import { cadence, campaign, list, otherCampaign, startVendors } from "../test/Vendors.ts"

const to = ["--salesblink-campaign", campaign]
const toGetSales = ["--getsales-list", list, "--getsales-sender", list, "--message", "Hello {first_name}!"]
const toSalesloft = ["--salesloft-cadence", String(cadence)]
const toAll = [...to, ...toGetSales, ...toSalesloft]
const sample = shortest(fileURLToPath(new URL("../contacts.csv", import.meta.url)))
/** GetSales, should it ignore every filter: a server in front of its sandbox that removes them. */
const withoutFilters = async (url: string) => {
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const answer = await fetch(url + request.url!.replaceAll(/filter[^&]*&?/g, ""), {
      method: request.method!,
      headers: { authorization: "Bearer any", "content-type": "application/json" },
      ...(body !== "" && { body: body.replace(/"filter":\{[^}]*\}/, '"filter":{}') })
    })
    response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text())
  }).listen(0, "127.0.0.1")
  atEnd(() => server.close())
  await once(server, "listening")
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const all = (count: number) => Array.from({ length: count }, (_, index) => emailOf(index + 1))

describe.concurrent("the demo, with the vendors' variables set", { timeout: 900_000 }, () => {
  it.each([
    {
      title: "half of Salesflow's variables",
      env: { SALESFLOW_TOKEN: "t", SALESBLINK_API_KEY: "" },
      says: "SALESFLOW_TOKEN is set, but SALESFLOW_ACCOUNT_ID is not."
    },
    {
      title: "a source without a destination",
      env: { SALESFLOW_TOKEN: "t", SALESFLOW_ACCOUNT_ID: "1" },
      says: "The variables of Salesflow are set, but no destination's."
    },
    {
      title: "a campaign of a vendor that is left out",
      env: { SALESBLINK_API_KEY: "k" },
      args: ["--salesflow-campaign", "7", ...to],
      says: "--salesflow-campaign is given, but SALESFLOW_TOKEN and SALESFLOW_ACCOUNT_ID are not set."
    },
    {
      title: "a cadence of a vendor that is left out",
      env: { SALESBLINK_API_KEY: "k" },
      args: ["--salesloft-cadence", "1", ...to],
      says: "--salesloft-cadence is given, but SALESLOFT_ACCESS_TOKEN is not set."
    }
  ])("says what is missing with $title", async ({ args = [], env, says }) => {
    const { code, stderr } = await runHere(await newFolder(), args, env)
    expect(code).toBe(args.length > 0 ? 2 : 1)
    expect(stderr).toContain(says)
  })

  it("assumes neither contacts nor where they go, but says the whole command", async () => {
    const vendors = await startVendors()
    const folder = await newFolder({ "my c.csv": csvOf(1) })
    const list = "--salesblink-list b7f3c2d1-4e5a-4b6c-8d7e-9f0a1b2c3d02"
    const old = `--salesblink-campaign ${campaign}`
    const starts = "--salesflow-campaign 10 --salesflow-campaign 29889 --salesflow-campaign 31767"
    const far = vendors.at("0.0.0.0", ["salesflow", "salesblink"])
    for (const [args, command, env] of [
      [[], `--csv ${sample} ${starts} ${list} --yes`, far],
      [["--salesblink", "legacy"], `--csv ${sample} ${starts} --salesblink legacy ${old} --yes`, far],
      [to, `--csv ${sample} ${starts} ${old} --yes`, far],
      [["--csv", "my c.csv"], `--csv 'my c.csv' ${list} --yes`, far],
      [
        [
          "--salesflow-campaign",
          "7",
          "--concurrency",
          "2",
          "--host",
          "10.0.0.5",
          "--port",
          "34431",
          "--webhooks",
          "4110"
        ],
        `--salesflow-campaign 7 ${list} --concurrency 2 --webhooks 4110 --host 10.0.0.5 --port 34431 --yes`,
        far
      ],
      [
        ["--csv", "my c.csv", ...to, ...toGetSales],
        `--csv 'my c.csv' ${old} ${toGetSales.slice(0, 4).join(" ")} ` +
          "--message 'Hello {first_name}!' --salesloft-cadence 8801 --yes",
        vendors.far
      ]
    ] as const) {
      const { code, stderr } = await runHere(folder, args, env)
      expect(code).toBe(1)
      expect(stderr).toContain(`\n  npm run demo -- ${command}\n`)
    }
    // One of them on this computer is not enough.
    const { code } = await runHere(folder, [], { ...vendors.near, SALESFLOW_BASE_URL: "" })
    expect(code).toBe(1)
    expect(vendors.calls).toEqual([])
  })

  it("assumes the samples and does not ask where all vendors are on this computer", async () => {
    const vendors = await startVendors({
      prospects: ["jane.roe@example.com"],
      contacts: [{ email: "jane.roe@example.com", listed: false }],
      people: [{ email: "jane.roe@example.com" }]
    })
    const { code, stderr, stdout } = await runHere(await newFolder(), ["--salesblink", "legacy"], vendors.near)
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
    expect(stdout).toMatch(/^Salesbridge demo, with the servers on this computer/)
    expect(stdout).not.toContain("About to write")
    expect(rowOf(stdout, "contact07@example.com")).toContain("not there not there not there not there")
    expect(vendors.count("startCampaign")).toBe(3)
    expect(vendors.count("addProspect")).toBe(new Set(vendors.prospects()).size - 1)
    expect(vendors.messaged().length).toBe(new Set(vendors.messaged()).size)
    expect(vendors.onCadence().length).toBe(new Set(vendors.onCadence()).size)
    expect(vendors.unsubscribed()).toContain("jane.roe@example.com")
    expect(vendors.cancelled()).toContain("jane.roe@example.com")
    expect(vendors.doNotContact()).toEqual(["jane.roe@example.com"])
  })

  it("says what it would write, and writes nothing without --yes", async () => {
    const vendors = await startVendors({
      prospects: ["gone@example.com"],
      members: [{ Email: "gone@example.com" }],
      people: [{ email: "gone@example.com" }, { email: emailOf(3), gone: true }]
    })
    const folder = await newFolder({ "c.csv": profilesOf(3), "no.txt": "gone@example.com\n" })
    const args = ["--csv", "c.csv", "--salesflow-campaign", "7", "--unsubscribed", "no.txt", ...toAll]
    const { code, stderr, stdout } = await runHere(folder, args, vendors.far)
    expect(code).toBe(1)
    expect(stdout).toMatch(/^Salesbridge demo, with the REAL vendors/)
    expect(stdout).toContain(vendors.far["SALESBLINK_BASE_URL"])
    const told = flat(stdout)
    // Whom Salesflow would lose is named.
    expect(told).toMatch(/Salesflow start campaign 7; DELETE 1 contact, since .*: gone@example.com SalesBlink/)
    expect(told).toContain("SalesBlink add 2 prospects; unsubscribe 1 prospect GetSales send up to 2 LinkedIn messages")
    expect(told).toContain("Salesloft add up to 2 people to the cadence; set do_not_contact for 1 person")
    expect(stderr).toBe(
      "Nothing was written. To go ahead without being asked, add --yes:\n" +
        `  npm run demo -- --csv c.csv --salesflow-campaign 7 ${[...to, ...toGetSales.slice(0, 4)].join(" ")} ` +
        `--message 'Hello {first_name}!' --salesloft-cadence ${cadence} --unsubscribed no.txt --yes\n`
    )
    const reads = new Set(["searchContacts", "findOneContact"])
    expect(vendors.calls.filter(({ method, operation }) => method !== "GET" && !reads.has(operation!))).toEqual([])
  })

  it("goes to those vendors whose variables are set, and says which are left out", async () => {
    const vendors = await startVendors()
    const folder = await newFolder({ "c.csv": csvOf(2) })
    const args = ["--csv", "c.csv", "--yes", ...toSalesloft]
    const { code, stdout } = await runHere(folder, args, vendors.at("127.0.0.1", ["salesloft"]))
    expect(code).toBe(0)
    expect(flat(stdout)).toContain("Salesflow (left out: SALESFLOW_TOKEN and SALESFLOW_ACCOUNT_ID are not set)")
    expect(flat(stdout)).toContain("GetSales (left out: GETSALES_TOKEN is not set)")
    expect(rowOf(stdout, "from ")).toBe("from contact Salesloft")
    expect(vendors.onCadence().toSorted()).toEqual(all(2))
    expect(new Set(vendors.calls.map(({ operation }) => operation))).toEqual(
      new Set(["listPeople", "upsertPerson", "createCadenceMembership"])
    )
  })

  it("brings everybody to all vendors, once, and honours what any of them says", async () => {
    const vendors = await startVendors({
      prospects: [emailOf(4)],
      members: [
        { Email: "member1@example.com", profile: "member1" },
        { Email: emailOf(5) },
        // Not of the campaign's contacts by address, but by its profile.
        { Email: null, profile: "contact06" }
      ],
      contacts: [
        { email: emailOf(1), listed: false },
        { email: emailOf(4), listed: false },
        { email: emailOf(5), gone: true, listed: false }
      ],
      people: [
        { email: emailOf(1) },
        { email: emailOf(2), onCadence: true },
        { email: emailOf(3), onCadence: false },
        { email: emailOf(4), gone: true },
        { email: emailOf(5) }
      ]
    })
    const folder = await newFolder({
      "c.csv": `${profilesOf(7)}First8,${emailOf(8)},\n,${emailOf(9)},contact09\n`,
      "no.txt": `${emailOf(7)}\n`
    })
    const args = ["--csv", "c.csv", "--salesflow-campaign", "7", "--unsubscribed", "no.txt", "--yes", ...toAll]
    for (const _ of ["first", "second"]) {
      const { code, stderr, stdout } = await runHere(folder, args, vendors.near)
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
      const row = (number: number) => rowOf(stdout, emailOf(number))
      if (_ === "first") {
        expect(row(1)).toBe("line 2 contact01@example.com - added messaged on cadence")
        expect(row(2)).toContain("- added messaged there")
        expect(row(3)).toContain("- added messaged there")
        expect(flat(stdout)).toContain(`${emailOf(3)}, Salesloft: was on the cadence before`)
        expect(rowOf(stdout, "member1@example.com")).toContain("source added messaged on cadence")
        expect(row(8)).toContain("- added no profile on cadence")
        expect(row(9)).toContain("- added no name on cadence")
        expect(flat(stdout)).toContain(`${emailOf(9)}, GetSales: the message needs the first name`)
        expect(row(5)).toContain("suppressed not there suppressed suppressed")
      }
      // Salesloft says so of the fourth, GetSales of the fifth, the file of the seventh.
      expect(row(4)).toContain("not there suppressed suppressed suppressed")
      expect(flat(stdout)).toContain(`${emailOf(4)}: do_not_contact at Salesloft`)
      expect(flat(stdout)).toContain(`${emailOf(5)}: e-mail status unsubscribed at GetSales`)
      expect(row(7)).toContain("not there not there not there not there")
    }
    const added = [1, 2, 3, 6, 8, 9].map(emailOf)
    expect(vendors.prospects().toSorted()).toEqual([...added, emailOf(4), "member1@example.com"].toSorted())
    expect(vendors.messaged().toSorted()).toEqual([...[1, 2, 3, 6].map(emailOf), "member1@example.com"])
    expect(vendors.texts()).toContain("Hello First2!")
    expect(vendors.onCadence().toSorted()).toEqual([...added, "member1@example.com"].toSorted())
    // In the second run once more, since it sets a state; but what is deleted is gone.
    expect(new Set(vendors.unsubscribed())).toEqual(new Set([emailOf(4)]))
    expect(new Set(vendors.cancelled())).toEqual(new Set([emailOf(4), emailOf(5)]))
    expect(vendors.doNotContact()).toEqual([emailOf(4), emailOf(5)])
    expect(vendors.removed()).toEqual([emailOf(5)])
  })

  it("suppresses also who is at a vendor but not among today's contacts", async () => {
    const vendors = await startVendors({
      prospects: ["loft@example.com", "file@example.com", "stays@example.com"],
      contacts: [{ email: "file@example.com" }, { email: "sales@example.com", gone: true }],
      people: [
        { email: "loft@example.com", gone: true },
        { email: "sales@example.com", onCadence: true }
      ]
    })
    const folder = await newFolder({ "c.csv": profilesOf(1), "no.txt": "file@example.com\nnowhere@example.com\n" })
    const args = ["--csv", "c.csv", "--unsubscribed", "no.txt", "--yes", ...toAll]
    const { code, stdout } = await runHere(folder, args, vendors.near)
    expect(code).toBe(0)
    expect(rowOf(stdout, "loft@example.com")).toBe(
      "SalesBlink loft@example.com not there suppressed not there suppressed"
    )
    expect(vendors.unsubscribed().toSorted()).toEqual(["file@example.com", "loft@example.com"])
    expect(vendors.cancelled().toSorted()).toEqual(["file@example.com", "sales@example.com"])
    expect(vendors.doNotContact().toSorted()).toEqual(["loft@example.com", "sales@example.com"])
    expect(stdout).not.toContain("nowhere@example.com")
  })

  it("does so with two of the vendors as well, and shows no credentials", async () => {
    const vendors = await startVendors({
      prospects: [emailOf(2), emailOf(3), "gone@example.com"],
      members: [{ Email: "Member1@example.com" }, { Email: emailOf(1) }, { Email: null }]
    })
    const folder = await newFolder({
      "c.csv": csvOf(6),
      "no.txt": `# comment\n${emailOf(3).toUpperCase()}\ngone@example.com\n${emailOf(5)}\n`
    })
    const args = ["--csv", "c.csv", "--salesflow-campaign", "7", "--unsubscribed", "no.txt", "--yes", ...to]
    const { code, stderr, stdout } = await runHere(folder, args, two(vendors))
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
    const [, , , ...added] = vendors.prospects()
    expect(added.toSorted()).toEqual(["Member1@example.com", emailOf(1), emailOf(4), emailOf(6)].toSorted())
    expect(vendors.unsubscribed().toSorted()).toEqual([emailOf(3), "gone@example.com"].toSorted())
    expect(rowOf(stdout, emailOf(2))).toMatch(/ there$/)
    expect(rowOf(stdout, emailOf(5))).toMatch(/not there not there$/)
    expect(vendors.calls.at(-1)).toMatchObject({ operation: "startCampaign" })
    // Credentials appear nowhere.
    expect(stdout + (await readFile(join(folder, "journal"), "latin1"))).not.toMatch(/marker-(token|key)/)
  })

  it("--offline leaves the vendors alone", async () => {
    const vendors = await startVendors()
    const folder = await newFolder({ "c.csv": csvOf(1) })
    const { code } = await runHere(folder, ["--offline", "--csv", "c.csv"], two(vendors))
    expect(code).toBe(0)
    expect(vendors.calls).toEqual([])
  })

  it.each([
    { vendor: "salesblink", column: 1, at: "listProspects", never: "addProspect" },
    { vendor: "salesblink", column: 1, at: "addProspect" },
    { vendor: "getsales", column: 2, at: "searchContacts", never: "upsertContact" },
    { vendor: "getsales", column: 2, at: "upsertContact" },
    { vendor: "getsales", column: 2, at: "sendLinkedInMessage" },
    { vendor: "salesloft", column: 3, at: "listPeople", never: "upsertPerson" },
    { vendor: "salesloft", column: 3, at: "createCadenceMembership" }
  ] as const)(
    "leaves $vendor alone where it refuses the credentials at $at, and goes on with the others",
    async (given) => {
      const { at, column, vendor } = given
      const vendors = await startVendors({
        faults: { [vendor]: [{ operation: at, status: 401, skip: "never" in given ? 0 : 3 }] }
      })
      const folder = await newFolder({ "c.csv": profilesOf(12) })
      const args = ["--csv", "c.csv", "--salesflow-campaign", "7", "--yes", ...toAll]
      const { code, stderr, stdout } = await runHere(folder, args, vendors.near)
      expect(code).toBe(1)
      expect(stderr).toContain(`${vendor} refuses the credentials`)
      const expected = [1, 2, 3].map((index) => (index !== column ? "12" : "never" in given ? "-" : "3"))
      expect(totalOf(stdout, "delivered now").slice(1)).toEqual(expected)
      expect(totalOf(stdout, "not tried; the vendor was left")[column]).toEqual(
        "never" in given ? "12" : expect.stringMatching(/^[5-8]$/)
      )
      if ("never" in given) expect(vendors.count(given.never)).toBe(0)
      // One refusal is enough, but some were under way.
      else expect(vendors.count(at)).toBeLessThanOrEqual(3 + 4)
      expect(vendors.count("startCampaign")).toBe(1)
    }
  )

  it("leaves a vendor that does not answer any more, and goes on with the others", async () => {
    const vendors = await startVendors({
      faults: { salesloft: [{ operation: "createCadenceMembership", drop: true, skip: 2 }] }
    })
    const folder = await newFolder({ "c.csv": profilesOf(20) })
    const { code, stderr, stdout } = await runHere(folder, ["--csv", "c.csv", "--yes", ...toAll], vendors.near)
    expect(code).toBe(1)
    expect(stderr).toContain("salesloft could not do its part.")
    expect(totalOf(stdout, "delivered now").slice(1)).toEqual(["20", "20", "2"])
    expect(vendors.count("createCadenceMembership")).toBeLessThanOrEqual(2 + 5 + 4)
    expect(Number(totalOf(stdout, "not tried; the vendor was left")[3])).toBeGreaterThanOrEqual(9)
  })

  it("leaves a vendor that is to be paid first, and says that nobody knows who unsubscribed there", async () => {
    const vendors = await startVendors({
      faults: { getsales: [{ operation: "searchContacts", status: 402 }] }
    })
    const folder = await newFolder({ "c.csv": profilesOf(2) })
    const args = ["--csv", "c.csv", ...toAll]
    const asked = await runHere(folder, args, vendors.far)
    expect(flat(asked.stdout)).toContain(
      "Nothing can be done at GetSales. Who unsubscribed at GetSales alone is unknown to this run."
    )
    const { code, stderr, stdout } = await runHere(folder, [...args, "--yes"], vendors.near)
    expect(code).toBe(1)
    expect(stderr).toContain("getsales asks for payment: its plan or its credits do not cover the job.")
    expect(stderr).toContain("Who unsubscribed at GetSales alone is unknown to this run.")
    expect(totalOf(stdout, "delivered now")).toEqual(["-", "2", "-", "2"])
  })

  it("goes on with the file where Salesflow refuses the credentials", async () => {
    const vendors = await startVendors({
      faults: { salesflow: [{ operation: "listContactsByCampaignId", status: 403 }] }
    })
    const folder = await newFolder({ "c.csv": profilesOf(2) })
    const args = ["--salesflow-campaign", "7", "--yes", ...toAll]
    const { code, stderr, stdout } = await runHere(folder, ["--csv", "c.csv", ...args], vendors.near)
    expect(code).toBe(1)
    expect(stderr).toContain("salesflow refuses the credentials")
    expect(totalOf(stdout, "delivered now")).toEqual(["-", "2", "2", "2"])
    expect(stdout).toContain("Salesflow campaign 7: not tried")
    // Without a file there is nothing to go on with.
    const alone = await runHere(folder, args, vendors.near)
    expect(alone.code).toBe(1)
    expect(alone.stderr).toContain("Cannot read any contacts. Nothing was written.")
  })

  it("one contact's failure never stops the others", async () => {
    const wrong = (operation: string, textOf: (number: number) => string) => [
      { operation, containing: textOf(2), status: 400 },
      { operation, containing: textOf(3), status: 500 },
      { operation, containing: textOf(4), status: 503, when: "after" },
      { operation, containing: textOf(5), drop: true, when: "after" }
    ]
    const vendors = await startVendors({
      // Known before, so that their ids are.
      people: all(8).map((email) => ({ email })),
      faults: {
        salesblink: wrong("addProspect", emailOf),
        getsales: wrong("sendLinkedInMessage", (number) => `First${number}!`),
        salesloft: wrong("createCadenceMembership", (number) => `"person_id":${number},`)
      } as never
    })
    const folder = await newFolder({ "c.csv": profilesOf(8) })
    const { code, stdout } = await runHere(folder, ["--csv", "c.csv", "--yes", ...toAll], vendors.near)
    expect(code).toBe(0)
    const told = flat(stdout)
    expect(rowOf(stdout, emailOf(2))).toContain("failed 400 failed 400 failed 400")
    expect(told).toContain(`${emailOf(2)}, SalesBlink: salesblink addProspect: 400`)
    for (const [name, operation] of [
      ["SalesBlink", "salesblink addProspect"],
      ["GetSales", "getsales sendLinkedInMessage"],
      ["Salesloft", "salesloft createCadenceMembership"]
    ]) {
      expect(told).toContain(`${emailOf(3)}, ${name}: not there when looked up; run again. ${operation}: 500`)
      expect(told).toContain(`${emailOf(4)}, ${name}: found when looked up after: ${operation}: 503`)
      expect(told).toContain(`${emailOf(5)}, ${name}: found when looked up after: ${operation}: the connection`)
    }
    for (const number of [1, 4, 5, 6, 7, 8]) {
      expect(rowOf(stdout, emailOf(number))).toMatch(/- added messaged on cadence$/)
    }
    // Not to be sent twice, so each was sent once.
    for (const operation of ["addProspect", "sendLinkedInMessage", "createCadenceMembership"] as const) {
      const sent = vendors.calls.filter((call) => call.operation === operation)
      expect(new Set(sent.map(({ requestBody }) => requestBody)).size).toBe(sent.length)
    }
  })

  it("goes on with a person whose upsert is answered badly, where it is there all the same", async () => {
    const vendors = await startVendors({
      faults: { salesloft: [{ operation: "upsertPerson", containing: emailOf(1), status: 502, when: "after" }] }
    })
    const folder = await newFolder({ "c.csv": profilesOf(2) })
    const { code, stdout } = await runHere(folder, ["--csv", "c.csv", "--yes", ...toAll], vendors.near)
    expect(code).toBe(0)
    expect(rowOf(stdout, emailOf(1))).toContain("on cadence")
    expect(vendors.onCadence().toSorted()).toEqual(all(2))
    expect(vendors.count("upsertPerson")).toBe(2)
  })

  it("believes no filter: who came unasked is neither suppressed nor taken for somebody else", async () => {
    const vendors = await startVendors({
      contacts: [{ email: emailOf(1) }, { email: emailOf(2), listed: false }, { email: emailOf(3), gone: true }]
    })
    const GETSALES_BASE_URL = await withoutFilters(vendors.near["GETSALES_BASE_URL"]!)
    const folder = await newFolder({ "c.csv": profilesOf(4) })
    const message = ["--message", "Hello", "--concurrency", "1"]
    const args = ["--csv", "c.csv", "--yes", ...to, ...toSalesloft, ...toGetSales.slice(0, 4), ...message]
    const { code } = await runHere(folder, args, { ...vendors.near, GETSALES_BASE_URL })
    expect(code).toBe(0)
    expect(vendors.messaged().toSorted()).toEqual([1, 2, 4].map(emailOf))
    expect(vendors.cancelled()).toEqual([emailOf(3)])
  })

  it("says so where somebody could not be suppressed", async () => {
    const vendors = await startVendors({
      people: [{ email: emailOf(1), gone: true }],
      contacts: [{ email: emailOf(1) }],
      prospects: [emailOf(1)],
      faults: { getsales: [{ operation: "cancelLeadFromAllFlows", status: 422 }] }
    })
    const folder = await newFolder({ "c.csv": profilesOf(1) })
    const { code, stdout } = await runHere(folder, ["--csv", "c.csv", "--yes", ...toAll], vendors.near)
    expect(code).toBe(0)
    expect(rowOf(stdout, emailOf(1))).toContain("not there suppressed failed 422 suppressed")
    expect(flat(stdout)).toContain(`${emailOf(1)}, GetSales: not suppressed: getsales cancelLeadFromAllFlows: 422`)
  })

  it("waits out a 429 and sends again", async () => {
    const vendors = await startVendors({
      faults: {
        salesblink: [{ operation: "addProspect", containing: emailOf(2), status: 429, retryAfter: 0, count: 2 }]
      }
    })
    const folder = await newFolder({ "c.csv": csvOf(4) })
    const { code, stdout } = await runHere(folder, ["--csv", "c.csv", "--yes", ...to], two(vendors))
    expect(code).toBe(0)
    expect(vendors.prospects().toSorted()).toEqual(all(4))
    expect(stdout).toContain("429 from salesblink addProspect, 2 times")
  })
})

/** On a machine so busy that a connection breaks or an answer comes too late, the report says to run it again. */
const runThrough = async (...given: Parameters<typeof runHere>) => {
  for (;;) {
    const result = await runHere(...given)
    if (result.code !== 0 || !result.stdout.includes("failed; see the details")) return result
  }
}

type Vendors = Awaited<ReturnType<typeof startVendors>>
const two = (vendors: Vendors) => vendors.at("127.0.0.1", ["salesflow", "salesblink"])

/** SalesBlink's list of a campaign never shows who was added. */
const lagging = { faults: { salesblink: [{ operation: "listProspects", status: 200 }] } } as const

/** A run that is killed at these moments, each time anew, and then goes through. `arrived`: at SalesBlink before that. */
const killed = async (
  vendors: Vendors,
  contacts: number,
  given: ReadonlyArray<string>,
  env: Record<string, string>,
  ...moments: ReadonlyArray<ReadonlyArray<Promise<unknown>> | (() => ReadonlyArray<Promise<unknown>>)>
) => {
  const folder = await newFolder({ "c.csv": profilesOf(contacts) })
  const args = ["--csv", "c.csv", "--yes", "--journal", "journal", ...given]
  for (const moment of moments) {
    const { child, exit } = start(folder, args, env)
    await Promise.race([Promise.all(typeof moment === "function" ? moment() : moment), exit])
    child.kill("SIGKILL")
    const { code, stdout } = await exit
    expect(code, stdout).toBeNull()
  }
  const arrived = vendors.prospects().length
  const again = await runThrough(folder, args, env)
  expect(again.code).toBe(0)
  return { folder, arrived, again }
}

describe.concurrent("a run that is interrupted and started again", { timeout: 900_000 }, () => {
  it("adds nobody twice after SIGKILL, where the campaign's list shows who arrived", async () => {
    const vendors = await startVendors()
    // The 15th arrives and is never answered.
    const { again, arrived, folder } = await killed(vendors, 30, to, two(vendors), [
      vendors.hang("salesblink", { operation: "addProspect", skip: 14, when: "after" })
    ])
    expect(arrived).toBeGreaterThanOrEqual(15)
    expect(arrived).toBeLessThan(30)
    expect(vendors.prospects().toSorted()).toEqual(all(30))
    // What was on its way arrived after the process had died.
    expect(Number(totalOf(again.stdout, "there already; not again")[1])).toBeGreaterThanOrEqual(arrived)

    // And a third time there is nothing left to do.
    await runHere(folder, ["--csv", "c.csv", "--yes", ...to], two(vendors))
    expect(vendors.prospects().toSorted()).toEqual(all(30))
  })

  it("does nothing twice at any vendor after SIGKILL, where only a search finds who arrived", async () => {
    const vendors = await startVendors(lagging)
    // Of each kind of write one hangs before it has its effect, and another after, when the process dies. No vendor goes
    // on until then: a quick one would have nothing left to hang for the second run.
    const writes = () => {
      const hanging = (["before", "after"] as const).flatMap((when) => [
        vendors.hang("salesblink", { operation: "addProspect", skip: 2, when }),
        vendors.hang("getsales", { operation: "upsertContact", skip: 2, when }),
        vendors.hang("getsales", { operation: "sendLinkedInMessage", skip: 2, when }),
        vendors.hang("salesloft", { operation: "upsertPerson", skip: 2, when }),
        vendors.hang("salesloft", { operation: "createCadenceMembership", skip: 2, when })
      ])
      const rest = { skip: 4, drop: true, latency: "1 minute" } as const
      const ends = [
        vendors.fault("salesblink", { operation: "addProspect", ...rest }),
        vendors.fault("getsales", { operation: "sendLinkedInMessage", ...rest }),
        vendors.fault("salesloft", { operation: "createCadenceMembership", ...rest })
      ]
      return [Promise.all(hanging).then(() => ends.forEach((end) => void end()))]
    }
    const args = [...toAll, "--concurrency", "8"]
    const { folder } = await killed(vendors, 30, args, vendors.near, writes(), writes)
    expect(vendors.prospects().toSorted()).toEqual(all(30))
    expect(vendors.messaged().toSorted()).toEqual(all(30))
    expect(vendors.onCadence().toSorted()).toEqual(all(30))
    const { stdout } = await runHere(folder, ["--csv", "c.csv", "--yes", ...args], vendors.near)
    expect(totalOf(stdout, "there already; not again")).toEqual(["-", "30", "30", "30"])
    expect(vendors.messaged().length + vendors.onCadence().length + vendors.prospects().length).toBe(3 * 30)
  })

  it("sends again what a killed run had left unclear and did not look up", async () => {
    const vendors = await startVendors()
    const end = vendors.fault("salesblink", { operation: "addProspect", containing: emailOf(3), status: 502 })
    const looking = vendors.hang("salesblink", { operation: "searchProspect", containing: "contact03" })
    await killed(vendors, 4, to, two(vendors), [looking.then(end)])
    expect(vendors.prospects().toSorted()).toEqual(all(4))
  })

  it("tries again what one vendor refused before the run was killed at another", async () => {
    const vendors = await startVendors()
    const end = vendors.fault("salesblink", { operation: "addProspect", status: 400 })
    const refused = vendors.hang("salesloft", { operation: "upsertPerson" })
    // By then what became of the refused one is surely written down; if not, that is tried again as well.
    const settled = refused.then(() => new Promise((resolve) => setTimeout(resolve, 2000))).then(end)
    const env = vendors.at("127.0.0.1", ["salesblink", "salesloft"])
    await killed(vendors, 1, [...to, ...toSalesloft], env, [settled])
    expect(vendors.prospects()).toEqual(all(1))
    expect(vendors.onCadence()).toEqual(all(1))
  })

  it("sends one message to a person with two addresses", async () => {
    const vendors = await startVendors()
    const folder = await newFolder({
      "c.csv": `${profilesOf(2)}Second,two@example.com,${profileOf(emailOf(1)).toUpperCase()}/\n`
    })
    for (const _ of ["first", "second"]) {
      const { code, stdout } = await runHere(folder, ["--csv", "c.csv", "--yes", ...toAll], vendors.near)
      expect(code).toBe(0)
      expect(rowOf(stdout, "two@example.com")).toContain("same one")
      expect(flat(stdout)).toContain(`two@example.com, GetSales: has the LinkedIn profile of ${emailOf(1)}`)
    }
    expect(vendors.messaged().toSorted()).toEqual(all(2))
  })

  it("sends no message twice and puts nobody on the cadence twice even without its journal", async () => {
    const vendors = await startVendors()
    const folder = await newFolder({ "c.csv": profilesOf(3) })
    for (const journal of ["one", "two"]) {
      const { code } = await runHere(folder, ["--csv", "c.csv", "--yes", "--journal", journal, ...toAll], vendors.near)
      expect(code).toBe(0)
    }
    expect(vendors.messaged().toSorted()).toEqual(all(3))
    expect(vendors.onCadence().toSorted()).toEqual(all(3))
    expect(vendors.prospects().toSorted()).toEqual(all(3))
  })

  it("stops on Ctrl-C, says how to go on, and goes on", async () => {
    const vendors = await startVendors(lagging)
    vendors.fault("salesblink", { operation: "addProspect", latency: 40 })
    const folder = await newFolder({ "c.csv": csvOf(30) })
    const args = ["--csv", "c.csv", "--yes", "--journal", "journal", ...to]
    const first = start(folder, args, two(vendors))
    while (vendors.prospects().length < 10) await new Promise((resolve) => setTimeout(resolve, 5))
    first.child.kill("SIGINT")
    const { code, stdout } = await first.exit
    expect(code).toBe(130)
    expect(stdout).toContain("To go on: start the same command again")
    const second = await runThrough(folder, args, two(vendors))
    expect(second.code).toBe(0)
    expect(vendors.prospects().toSorted()).toEqual(all(30))
  })

  it("refuses to run beside another that uses the same journal", async () => {
    const vendors = await startVendors()
    const folder = await newFolder({ "c.csv": csvOf(1) })
    const args = ["--csv", "c.csv", "--yes", "--journal", "journal", ...to]
    // Stopped before it has its answer, so that it does not end meanwhile, however long the second takes to start.
    let stop = () => {}
    const stopped = new Promise<void>((resolve) => (stop = resolve))
    vendors.fault("salesblink", { operation: "addProspect", latency: "1 second" }, () => {
      first.child.kill("SIGSTOP")
      stop()
    })
    const first = start(folder, args, two(vendors))
    await Promise.race([stopped, first.exit])
    const second = await runHere(folder, args, two(vendors))
    first.child.kill("SIGCONT")
    expect(second.code).toBe(1)
    expect(second.stderr).toContain("Another run uses the journal")
    expect((await first.exit).code).toBe(0)
    expect(vendors.count("addProspect")).toBe(1)
  })

  it("a journal says nothing about another campaign", async () => {
    const vendors = await startVendors(lagging)
    const folder = await newFolder({ "c.csv": csvOf(2) })
    await runHere(folder, ["--csv", "c.csv", "--yes", ...to], two(vendors))
    await runHere(folder, ["--csv", "c.csv", "--yes", "--salesblink-campaign", otherCampaign], two(vendors))
    expect(vendors.prospects().toSorted()).toEqual([...all(2), ...all(2)].toSorted())
  })
})
