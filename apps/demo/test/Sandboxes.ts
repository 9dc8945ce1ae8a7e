/** The four vendors' sandboxes in their own process, and what they remember about each person. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { variablesOf } from "../src/OfflineFixture.ts"
import { integrations, settingOf } from "../src/Vendors.ts"

const bin = fileURLToPath(new URL("../../../mocks/server/src/bin.ts", import.meta.url))

interface State {
  readonly leads: Readonly<Record<string, { readonly list_id: string; readonly fields: Record<string, string> }>>
  readonly contacts: Readonly<Record<string, { readonly work_email: string }>>
  readonly linkedinMessages: Readonly<Record<string, { readonly lead_uuid: string; readonly type: string }>>
  readonly people: ReadonlyArray<{
    readonly id: number
    readonly email_address: string
    readonly do_not_contact: boolean
  }>
  readonly cadence_memberships: ReadonlyArray<{ readonly person_id: number; readonly cadence_id: number }>
}

/** `flags` are those of the mocks' command, such as `--no-limits`. */
export const startSandboxes = async (...flags: ReadonlyArray<string>) => {
  const child = spawn(
    process.execPath,
    ["--conditions=@salesbridge/source", bin, "--mode", "sandbox", "--port-base", "0", "--json", ...flags],
    { stdio: ["ignore", "pipe", "inherit"] }
  )
  const [line] = await once(createInterface(child.stdout), "line")
  const servers = JSON.parse(String(line)) as ReadonlyArray<{ readonly vendor: string; readonly url: string }>
  const urls = new Map(servers.map(({ url, vendor }) => [vendor, url]))
  const control = async (vendor: string, path: string, init?: RequestInit) => {
    const answer = await fetch(`${urls.get(vendor)}/_sandbox${path}`, init)
    if (!answer.ok) throw new Error(`${vendor} answers ${answer.status} to ${path}: ${await answer.text()}`)
    return answer
  }
  const state = async (vendor: string) => (await (await control(vendor, "/state")).json()) as State
  const ours = (email: string | undefined): email is string => /^contact\d+@/.test(email ?? "")
  return {
    urls,
    env: variablesOf(integrations, urls),
    post: (vendor: string, path: string, body: object) =>
      control(vendor, path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body)
      }),
    /** The last requests, at most 200. */
    log: async (vendor: string) =>
      (await (await control(vendor, "/log")).json()) as ReadonlyArray<{
        readonly id: number
        readonly at: number
        readonly status: number
      }>,
    clock: async (vendor: string) => (await (await control(vendor, "/clock")).json()) as { readonly now: string },
    reset: () => Promise.all([...urls.keys()].map((vendor) => control(vendor, "/reset", { method: "POST" }))),
    /** The contacts of the tests as often as each was added, messaged and put on the cadence. */
    reached: async () => {
      const [blink, sales, loft] = await Promise.all(["salesblink", "getsales", "salesloft"].map(state))
      const sampleOf = settingOf({})
      const list = sampleOf("salesblink-list")
      const cadence = Number(sampleOf("salesloft-cadence"))
      return {
        added: Object.values(blink!.leads)
          .filter(({ list_id }) => list_id === list)
          .map(({ fields }) => fields["email"])
          .filter(ours)
          .toSorted(),
        messaged: Object.values(sales!.linkedinMessages)
          .filter(({ type }) => type !== "inbox")
          .map(({ lead_uuid }) => sales!.contacts[lead_uuid]?.work_email)
          .filter(ours)
          .toSorted(),
        enrolled: loft!.cadence_memberships
          .filter(({ cadence_id }) => cadence_id === cadence)
          .map(({ person_id }) => loft!.people.find(({ id }) => id === person_id)?.email_address)
          .filter(ours)
          .toSorted()
      }
    },
    close: async () => {
      child.kill("SIGKILL")
      await once(child, "close")
    }
  }
}
