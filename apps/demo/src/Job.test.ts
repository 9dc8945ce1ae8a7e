/** Who is reached by a whole run, and who is not, against the sandboxes. */
import { once } from "node:events"
import { type AddressInfo, createServer } from "node:net"
import { describe, expect, it } from "vitest"
import { emailOf, flat, newFolder, rowOf, runHere, write } from "../test/command.ts"
import { cadence, startVendors, toAll } from "../test/Vendors.ts"

type Vendors = Awaited<ReturnType<typeof startVendors>>

const gone = "gone@example.com"

/** A run with these rows of contacts and lines of unsubscribed people. */
const runWith = async (vendors: Vendors, rows: string, unsubscribed: string, args: ReadonlyArray<string> = []) => {
  const folder = await newFolder({ "c.csv": `First Name,Email,LinkedIn\n${rows}`, "no.txt": unsubscribed })
  const given = ["--csv", "c.csv", "--unsubscribed", "no.txt", "--yes", ...toAll, ...args]
  const result = await runHere(folder, given, vendors.near)
  return { ...result, folder, told: flat(result.stdout) }
}

/** Whom no vendor is to reach, each as a vendor spells them and as the job does. */
const spellings = [
  ["straße@example.com", "STRASSE@example.com"],
  ["jose\u0301@example.com", "jos\u00e9@example.com"],
  ["\uff47one@example.com", "gone@example.com"],
  ["roe@example.com ", "roe@example.com"],
  ["g\u200bx@example.com", "gx@example.com"],
  ["Ann Poe <poe@example.com>", "poe@example.com"],
  ["mailto:ray@example.com", "ray@example.com"],
  ["fay@example.com,", "fay@example.com"]
] as const

describe("somebody who unsubscribed, and whom a vendor spells in another way", () => {
  it("is suppressed there, as one of the list or the cadence", async () => {
    const vendors = await startVendors({
      prospects: spellings.map(([email]) => email),
      contacts: spellings.map(([email]) => ({ email })),
      people: spellings.map(([email]) => ({ email, onCadence: true }))
    })
    const { code, told } = await runWith(vendors, "", spellings.map(([, email]) => `${email}\n`).join(""))
    expect(vendors.unsubscribed()).toEqual(spellings.map(([email]) => email))
    expect(vendors.cancelled().toSorted()).toEqual(spellings.map(([email]) => email).toSorted())
    expect(vendors.doNotContact()).toEqual(spellings.map(([email]) => email))
    expect(told).not.toContain("Nobody can tell")
    expect(code).toBe(0)
  })

  it("gets nothing, where only that vendor says so", async () => {
    for (const at of ["people", "contacts"] as const) {
      const vendors = await startVendors({
        [at]: spellings.map(([email]) => ({ email, gone: true, listed: false }))
      })
      await runWith(
        vendors,
        spellings.map(([, email], index) => `Ann,${email},ann-${index}\n`).join(""),
        "x@example.com\n"
      )
      expect(vendors.prospects()).toEqual([])
      expect(vendors.messaged()).toEqual([])
      expect(vendors.onCadence()).toEqual([])
    }
  })

  it("is named where nobody can tell who it is", async () => {
    const vendors = await startVendors({
      contacts: [{ email: "Jane, Roe", gone: true, listed: false }],
      people: [{ email: "a@example.com b@example.com", onCadence: true }]
    })
    const { told } = await runWith(vendors, "", "x@example.com\n")
    const who = [
      'e-mail status unsubscribed at GetSales: "Jane, Roe"',
      `cadence ${cadence} at Salesloft: "a@example.com b`
    ]
    // Before anything is written, and in the report.
    for (const text of who) expect(told.split(text)).toHaveLength(3)
  })
})

const freePort = async () => {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

/** What a run receives webhooks with, and who sends one: that this address unsubscribed. */
const webhooks = async (work_email: string) => {
  const port = await freePort()
  return {
    flags: ["--webhooks", String(port)],
    variables: { GETSALES_WEBHOOK_SECRET: "secret" },
    tell: () =>
      void fetch(`http://127.0.0.1:${port}/getsales/secret`, {
        method: "POST",
        body: JSON.stringify({ event_name: "contact_unsubscribed_email", contact: { work_email } })
      })
  }
}

describe("somebody who unsubscribed", () => {
  it("gets nothing under any of the addresses that Salesloft has of somebody who unsubscribed", async () => {
    const vendors = await startVendors({
      people: [
        { email: "work@example.com", personal: gone, gone: true },
        { email: null, personal: "alone@example.com", gone: true }
      ]
    })
    const rows = ["work@example.com", gone, "alone@example.com"].map((email, index) => `Ann,${email},ann-${index}\n`)
    await runWith(vendors, rows.join(""), "x@example.com\n")
    expect([vendors.prospects(), vendors.messaged(), vendors.onCadence()]).toEqual([[], [], []])
  })

  it("is unsubscribed in every campaign of SalesBlink", async () => {
    for (const prospects of [[gone], []]) {
      const vendors = await startVendors({ prospects, otherProspects: [gone, gone] })
      await runWith(vendors, `Ann,${gone},ann\n`, `${gone}\n`)
      expect(vendors.unsubscribed()).toEqual([...prospects, gone, gone])
    }
  })

  it("is suppressed at all records that a vendor has, even if the first fails or the look-up", async () => {
    const refused = { status: 422, count: 1 } as const
    for (const operation of ["unsubscribeProspect", "searchProspect"] as const) {
      const vendors = await startVendors({
        prospects: [gone],
        otherProspects: operation === "searchProspect" ? [] : [gone],
        contacts: [{ email: gone }, { email: "other@example.com", personal: gone }],
        people: [
          { email: gone, onCadence: true },
          { email: "other@example.com", personal: gone, onCadence: true }
        ],
        faults: {
          salesblink: [{ operation, ...refused }],
          getsales: [{ operation: "cancelLeadFromAllFlows", ...refused }],
          salesloft: [{ operation: "updatePerson", ...refused }]
        }
      })
      const { told } = await runWith(vendors, "", `${gone}\n`)
      expect(vendors.unsubscribed()).toHaveLength(1)
      expect(vendors.count("cancelLeadFromAllFlows")).toBe(2)
      expect(vendors.doNotContact()).toHaveLength(1)
      for (const name of ["SalesBlink", "GetSales", "Salesloft"]) {
        expect(told).toContain(`${gone}, ${name}: not suppressed: ${name.toLowerCase()} `)
      }
    }
  })

  it("is not put on the cadence under an address that Salesloft has of the same person", async () => {
    const vendors = await startVendors({ people: [{ email: "work@example.com", personal: gone }] })
    const { told } = await runWith(vendors, "Ann,work@example.com,ann\n", `${gone}\n`)
    expect(told).toContain("work@example.com, Salesloft: is the same person as one who unsubscribed: in no.txt, line 1")
    expect(vendors.onCadence()).toEqual([])
  })

  it("gets nothing more under another address of Salesloft's, whose list is late", async () => {
    const vendors = await startVendors({
      people: [{ email: "work@example.com", personal: gone, gone: true }],
      faults: {
        salesloft: [{ operation: "listPeople", status: 200 }],
        salesblink: [{ operation: "addProspect", containing: "work@", latency: "1 second" }]
      }
    })
    const rows = `Ann,work@example.com,ann\nAnn,${gone},ann-roe\n`
    await runWith(vendors, rows, "x@example.com\n", ["--concurrency", "1"])
    expect([vendors.prospects(), vendors.onCadence()]).toEqual([["work@example.com"], []])
  })

  it("is known where a vendor is left only after it was read", async () => {
    const vendors = await startVendors({ faults: { getsales: [{ operation: "sendLinkedInMessage", status: 500 }] } })
    const rows = Array.from({ length: 8 }, (_, index) => `Ann,${emailOf(index)},ann-${index}\n`)
    const { code, stderr } = await runWith(vendors, rows.join(""), "x@example.com\n")
    expect(stderr).toContain("The job continued at the other vendors.")
    expect(stderr).not.toContain("unknown to this run")
    expect(code).toBe(1)
  })

  it("gets nothing more, even if a call for somebody who unsubscribes meanwhile is waiting to be repeated", async () => {
    const vendors = await startVendors()
    const { flags, tell, variables } = await webhooks(gone)
    const wait = { status: 429, retryAfter: 1, count: 1 } as const
    vendors.fault("salesblink", { operation: "addProspect", ...wait }, tell)
    vendors.fault("getsales", { operation: "sendLinkedInMessage", ...wait }, tell)
    vendors.fault("salesloft", { operation: "createCadenceMembership", ...wait }, tell)
    const folder = await newFolder({ "c.csv": `First Name,Email,LinkedIn\nAnn,${gone},ann\n` })
    const env = { ...vendors.near, ...variables }
    const { code, stdout } = await runHere(folder, ["--csv", "c.csv", ...flags, "--yes", ...toAll], env)
    expect(rowOf(stdout, gone)).toContain("suppressed suppressed suppressed")
    expect(flat(stdout)).toContain("unsubscribed meanwhile: contact_unsubscribed_email at GetSales")
    expect(vendors.prospects()).toEqual([])
    expect(vendors.messaged()).toEqual([])
    expect(vendors.onCadence()).toEqual([])
    expect(code).toBe(0)
  })
})

describe("a LinkedIn profile with two addresses", () => {
  const [two, other] = ["two@example.com", "twob@example.com"]

  it("gets no message if one of them unsubscribed, whoever knows that it is the same", async () => {
    const known = [{ email: two, listed: true }]
    for (const [rows, file, people] of [
      [`Ann,${two},two\nAnn,${other},two\n`, two, { contacts: known }],
      [`Ann,${other},two\n`, two, { contacts: known }],
      [`Ann,${other},work\n`, two, { contacts: [{ email: "work@example.com", personal: two, listed: false }] }],
      [`Ann,${other},two\n`, "x@example.com", { contacts: [{ email: two, listed: false, gone: true }] }]
    ] as const) {
      const vendors = await startVendors(people)
      const { told } = await runWith(vendors, rows, `${file}\n`)
      expect(vendors.messaged()).toEqual([])
      expect(told).toContain(`${other}, GetSales: `)
      expect(vendors.onCadence()).toEqual([other])
    }
  })

  it("gets neither a message nor a campaign's if the other address unsubscribes while the message waits", async () => {
    const vendors = await startVendors({ members: [{ Email: two, profile: "two" }] })
    const { flags, tell, variables } = await webhooks(other)
    vendors.fault("getsales", { operation: "sendLinkedInMessage", status: 429, retryAfter: 1, count: 1 }, tell)
    const folder = await newFolder({ "c.csv": `First Name,Email,LinkedIn\nAnn,${two},two\nAnn,${other},Two\n` })
    const args = ["--csv", "c.csv", "--salesflow-campaign", "7", ...flags, "--yes", ...toAll]
    const { code, stdout } = await runHere(folder, args, { ...vendors.near, ...variables })
    expect(vendors.messaged()).toEqual([])
    expect(flat(stdout)).toContain(`${two}, GetSales: is the same person as one who unsubscribed`)
    expect(flat(stdout)).toContain(`campaign 7: not started: ${two} unsubscribed, but may still be in it`)
    expect(vendors.onCadence()).toContain(two)
    expect(code).toBe(1)
  })

  it("gets one message, whatever the runs, and none if it is unclear whether the first arrived", async () => {
    for (const faults of [{}, { getsales: [{ operation: "sendLinkedInMessage", status: 502, count: 1 }] as const }]) {
      const vendors = await startVendors({ faults })
      const { folder } = await runWith(vendors, `Jane,${two},two\n`, "x@example.com\n")
      const again = async (name: string, email: string) => {
        await write(folder, "c.csv", `First Name,Email,LinkedIn\n${name},${email},https://linkedin.com/in/Two/\n`)
        return flat((await runHere(folder, ["--csv", "c.csv", "--yes", ...toAll], vendors.near)).stdout)
      }
      const isUnclear = "getsales" in faults
      expect(vendors.messaged()).toHaveLength(isUnclear ? 0 : 1)
      expect(await again("J.", other)).toContain(
        `${other}, GetSales: ${isUnclear ? "perhaps sent to" : "the LinkedIn profile"}`
      )
      expect(vendors.messaged()).toHaveLength(isUnclear ? 0 : 1)
      // What is unclear is settled under its own address.
      await again("Jane", two)
      await again("J.", other)
      expect(vendors.messaged()).toHaveLength(1)
    }
  })

  it("gets none in a later run either", async () => {
    const vendors = await startVendors()
    const { folder } = await runWith(vendors, `Ann,${two},two\n`, `${two}\n`)
    await write(folder, "c.csv", `First Name,Email,LinkedIn\nAnn,${other},linkedin.com/in/TWO\n`)
    const { stdout } = await runHere(folder, ["--csv", "c.csv", "--yes", ...toAll], vendors.near)
    expect(vendors.messaged()).toEqual([])
    expect(flat(stdout)).toContain(`${other}, GetSales: is the same person as one who unsubscribed: in no.txt, line 1`)
  })

  it("is not written to by a campaign if one of them unsubscribed", async () => {
    const vendors = await startVendors({ members: [{ Email: other, profile: "two" }] })
    const { code, told } = await runWith(vendors, `Ann,${two},two\n`, `${two}\n`, ["--salesflow-campaign", "7"])
    expect(told).toContain(`campaign 7: not started: ${other} unsubscribed, but may still be in it`)
    expect(code).toBe(1)
  })
})

describe("a Salesflow campaign", () => {
  const ofCampaign = ["--salesflow-campaign", "7"]

  it.each(["deleteContact", "listContactsByCampaignId"] as const)(
    "is not started while somebody who unsubscribed may be in it, where %s fails",
    async (operation) => {
      const skip = operation === "deleteContact" ? 0 : 1
      const vendors = await startVendors({
        members: [{ Email: gone }],
        faults: { salesflow: [{ operation, status: 400, skip }] }
      })
      const { code, stderr, told } = await runWith(vendors, "", `${gone}\n`, ofCampaign)
      expect(vendors.count("startCampaign")).toBe(0)
      const reason = operation === "deleteContact" ? `${gone} unsubscribed, but may` : "it is unknown who is in it: "
      expect(told).toContain(`Salesflow campaign 7: not started: ${reason}`)
      expect(flat(stderr)).toContain(`Salesflow campaign 7: not started: ${reason}`)
      expect(code).toBe(1)
    }
  )

  it("is started without who unsubscribed, however spelled, and not where nobody can tell", async () => {
    const spelled = await startVendors({
      members: ["stays@example.com", ...spellings.map(([email]) => email)].map((Email) => ({ Email }))
    })
    const listed = spellings.map(([, email]) => `${email}\n`).join("")
    const { told } = await runWith(spelled, "", listed, ofCampaign)
    expect(told).toContain("Salesflow campaign 7: started")
    expect(spelled.removed()).toEqual(spellings.map(([email]) => email))
    const unclear = await startVendors({ members: [{ Email: "gone@example.com roe@example.com" }, { Email: "n/a" }] })
    const { code, told: held } = await runWith(unclear, "", listed, ofCampaign)
    expect(held).toContain('#7 at Salesflow: "gone@example.com roe@example.com"')
    expect(held).toContain(
      "campaign 7: not started: it is unknown whether gone@example.com roe@example.com unsubscribed"
    )
    expect(code).toBe(1)
  })

  it("is perhaps started where that is unclear, which the next run finds out", async () => {
    const unclear = { operation: "startCampaign", status: 500, when: "after", count: 1 } as const
    const vendors = await startVendors({ members: [{ Email: emailOf(1) }], faults: { salesflow: [unclear] } })
    const { code, folder, stderr, told } = await runWith(vendors, "", "x@example.com\n", ofCampaign)
    expect(told).toContain("Salesflow campaign 7: perhaps started: ")
    expect(flat(stderr)).toContain("Salesflow campaign 7: perhaps started: ")
    expect(flat(stderr)).toContain("look in Salesflow")
    expect(code).toBe(1)
    const again = await runHere(folder, ["--csv", "c.csv", "--yes", ...toAll, ...ofCampaign], vendors.near)
    expect([again.code, again.stdout]).toEqual([
      0,
      expect.stringContaining("Salesflow campaign 7: was running already")
    ])
  })

  it("is not started where Salesflow refuses that", async () => {
    const refused = { operation: "startCampaign", status: 400, count: 1 } as const
    const vendors = await startVendors({ members: [{ Email: emailOf(1) }], faults: { salesflow: [refused] } })
    const { code, told } = await runWith(vendors, "", "x@example.com\n", ofCampaign)
    expect(told).toContain("Salesflow campaign 7: not started: ")
    expect(code).toBe(0)
  })

  it("is started without who unsubscribed", async () => {
    const vendors = await startVendors({ members: [{ Email: gone }, { Email: emailOf(1) }] })
    const { code, told } = await runWith(vendors, "", `${gone}\n`, ofCampaign)
    expect(told).toContain("Salesflow campaign 7: started")
    expect(vendors.removed()).toEqual([gone])
    expect(code).toBe(0)
  })
})

describe("a send of which nobody knows whether it arrived", () => {
  const ann = "ann@example.com"
  const rowOfAnn = (name: string, profile: string) => `First Name,Email,LinkedIn\n${name},${ann},${profile}\n`
  const again = async (folder: string, vendors: Vendors, message = toAll.at(-1)!) =>
    flat((await runHere(folder, ["--csv", "c.csv", "--yes", ...toAll.slice(0, -1), message], vendors.near)).stdout)
  /** A run after which it is unclear whether the message was sent, since the look-up failed as well. */
  const unclearRun = async (when: "before" | "after", messaged?: string) => {
    const vendors = await startVendors({
      contacts: messaged === undefined ? [] : [{ email: ann, listed: false, messaged }],
      faults: {
        getsales: [
          { operation: "sendLinkedInMessage", status: 502, count: 1, when },
          { operation: "listLinkedinMessages", status: 422, skip: 1, count: 1 }
        ]
      }
    })
    const folder = await newFolder({ "c.csv": rowOfAnn("ann", "ann") })
    expect(await again(folder, vendors)).toContain(`${ann}, GetSales: perhaps done; run again to see.`)
    return { vendors, folder }
  }

  it.concurrent.each([
    ["message", rowOfAnn("ann", "ann"), "Dear {first_name}!"],
    ["name", rowOfAnn("Ann", "ann"), undefined],
    ["profile", rowOfAnn("ann", "ann-roe"), undefined]
  ])("is found even if the %s was corrected since", async (what, rows, message) => {
    const { folder, vendors } = await unclearRun("after")
    await write(folder, "c.csv", rows)
    const told = await again(folder, vendors, message)
    expect(told).toContain(
      `${ann}, GetSales: ${what === "profile" ? "sent by a run that" : "a run that was cut off may"}`
    )
    await again(folder, vendors, message)
    expect(vendors.texts()).toEqual(["Hello ann!"])
  })

  it.concurrent("is not found in another campaign of SalesBlink", async () => {
    const vendors = await startVendors({
      otherProspects: [ann],
      faults: { salesblink: [{ operation: "addProspect", status: 502, count: 1 }] }
    })
    const folder = await newFolder({ "c.csv": rowOfAnn("Ann", "ann") })
    expect(await again(folder, vendors)).toContain(`${ann}, SalesBlink: not there when looked up; run again.`)
    await again(folder, vendors)
    expect(vendors.prospects()).toEqual([ann])
  })

  it.concurrent("is not found in a message from before", async () => {
    const { folder, vendors } = await unclearRun("before", "2022-05-20T20:49:39.000000Z")
    await again(folder, vendors)
    expect(vendors.texts()).toEqual(["Hello ann!"])
  })
})
