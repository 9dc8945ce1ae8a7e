/** The vendors' sandboxes with the samples in them, and what they remember about each person. */
import { type Entry, startSandbox } from "@salesbridge/mocks/sandbox"
import { variablesOf } from "../src/OfflineFixture.ts"
import { integrations, settingOf } from "../src/Vendors.ts"
import { atEnd } from "./command.ts"

const sampleOf = settingOf({})
const list = sampleOf("salesblink-list")
const cadence = Number(sampleOf("salesloft-cadence"))
const ours = (email: unknown): email is string => /^contact\d+@/.test(String(email))

/** They stop after the file's tests. */
export const startSandboxes = async (options: { limits?: boolean; onRequest?: (entry: Entry) => void } = {}) => {
  const [salesflow, salesblink, getsales, salesloft] = await Promise.all([
    startSandbox("salesflow", options),
    startSandbox("salesblink", options),
    startSandbox("getsales", options),
    startSandbox("salesloft", options)
  ])
  const all = [salesflow, salesblink, getsales, salesloft]
  atEnd(() => Promise.all(all.map((sandbox) => sandbox.close())))
  return {
    salesblink,
    getsales,
    salesloft,
    env: variablesOf(integrations, new Map(all.map(({ url, vendor }) => [vendor, url]))),
    /** The contacts of the tests as often as each was added, messaged and put on the cadence. */
    reached: () => {
      const { contacts, linkedinMessages } = getsales.state()
      const { cadence_memberships, people } = salesloft.state()
      return {
        added: Object.values(salesblink.state().leads)
          .filter(({ list_id }) => list_id === list)
          .map(({ fields }) => fields["email"])
          .filter(ours)
          .toSorted(),
        messaged: Object.values(linkedinMessages)
          .filter(({ type }) => type !== "inbox")
          .map(({ lead_uuid }) => contacts[lead_uuid]?.work_email)
          .filter(ours)
          .toSorted(),
        enrolled: cadence_memberships
          .filter(({ cadence_id }) => cadence_id === cadence)
          .map(({ person_id }) => people.find(({ id }) => id === person_id)?.email_address)
          .filter(ours)
          .toSorted()
      }
    }
  }
}
