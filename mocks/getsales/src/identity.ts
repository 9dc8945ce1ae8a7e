/**
 * The identity of a contact. The vendor takes two contacts for the same person by the first of these that both have:
 * LinkedIn's ids, the one of Sales Navigator, the nickname, either e-mail address, name and company.
 */
import type { Contact } from "./State.ts"
import { findBy, type Records } from "./records.ts"

/** The identifying fields of a request. */
export interface Identity {
  readonly linkedin_id?: string | null
  readonly ln_id?: string | null
  readonly sn_id?: string | null
  readonly linkedin?: string | null
  readonly email?: string | null
  readonly name?: string | null
  readonly company_name?: string | null
}

/**
 * Reads a LinkedIn identity in any form: nickname, ln_id, sn_id, or the URL of a profile on LinkedIn or in Sales
 * Navigator.
 */
export const readLinkedin = (text: string): { ln_id?: string; sn_id?: string; linkedin?: string } => {
  const inAddress = /linkedin\.com\/(?:in|pub|people|sales\/lead|sales\/people)\/([^/?#,]+)/i.exec(text)?.[1]
  const id = (inAddress ?? text).trim()
  if (id.startsWith("ACo")) return { ln_id: id }
  if (id.startsWith("ACw")) return { sn_id: id }
  return id === "" ? {} : { linkedin: id }
}

/** The identity keys of a request, in the order in which the vendor tries them. */
export const keysOf = ({ linkedin_id, ...given }: Identity): ReadonlyArray<string> => {
  const read = typeof linkedin_id === "string" ? readLinkedin(linkedin_id) : {}
  const own = typeof given.linkedin === "string" ? readLinkedin(given.linkedin) : {}
  return [
    ...key("ln_id", given.ln_id, read.ln_id, own.ln_id),
    ...key("sn_id", given.sn_id, read.sn_id, own.sn_id),
    ...key("linkedin", own.linkedin, read.linkedin),
    ...key("work_email", given.email),
    ...key("personal_email", given.email),
    ...nameKey(given.name, given.company_name)
  ]
}

/** The identity keys of a contact. */
export const keysOfContact = (contact: Contact): ReadonlyArray<string> => [
  ...key("ln_id", contact.ln_id),
  ...key("sn_id", contact.sn_id),
  ...key("linkedin", contact.linkedin),
  ...key("work_email", contact.work_email),
  ...key("personal_email", contact.personal_email),
  ...nameKey(contact.name, contact.company_name)
]

const exact = new Set(["ln_id", "sn_id"])

const key = (kind: string, ...values: ReadonlyArray<string | null | undefined>): ReadonlyArray<string> =>
  values.flatMap((value) =>
    value === null || value === undefined || value === ""
      ? []
      : [`${kind} ${exact.has(kind) ? value : value.toLowerCase()}`]
  )

const nameKey = (name: string | null | undefined, company: string | null | undefined): ReadonlyArray<string> =>
  name === null || name === undefined || name === "" || company === null || company === undefined || company === ""
    ? []
    : [JSON.stringify([name.toLowerCase(), company.toLowerCase()])]

/** The contact with that identity, if there is one. */
export const findContact = (contacts: Records<Contact>, identity: Identity): Contact | undefined =>
  findBy(contacts, keysOfContact, keysOf(identity))
