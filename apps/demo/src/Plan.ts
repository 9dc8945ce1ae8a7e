/** Decides for each contact what is to be done, before anything is written. No effects: what is known comes in. */
import type { Contact, Entry, Person } from "./Contact.ts"
import { keyOf, spellingsOf } from "./EmailAddress.ts"
import type { Row } from "./Row.ts"

type Skipped = Extract<Row, { readonly skip: unknown }>

export type Step =
  /** Goes to no vendor: this row of the report says why. */
  | { readonly _tag: "Skip"; readonly row: Skipped }
  | { readonly _tag: "Deliver"; readonly contact: Contact }
  /** Must not be written to again, by any vendor. */
  | { readonly _tag: "Suppress"; readonly person: Person; readonly listed: string }

/** Who says that somebody unsubscribed: a vendor by its name, or the file. */
export interface Said {
  readonly by: string | undefined
  /** `in unsubscribed.txt, line 2`; `do_not_contact at Salesloft`. */
  readonly words: string
}

export const planOf = (known: {
  readonly entries: ReadonlyArray<Entry>
  /** Who unsubscribed, by the keys of their addresses. */
  readonly unsubscribed: ReadonlyMap<string, ReadonlyArray<Said>>
  /** Who is at which vendor already, by the vendor's name. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>
}): ReadonlyArray<Step> => {
  const { entries, members, unsubscribed } = known

  // What one source knows of a contact completes what another does.
  const contacts = new Map<string, ReadonlyArray<Contact>>()
  for (const entry of entries) {
    if (entry._tag !== "Contact") continue
    const key = keyOf(entry.email)
    contacts.set(key, [...(contacts.get(key) ?? []), entry])
  }
  const whole = (same: ReadonlyArray<Contact>): Contact => ({
    ...same[0]!,
    linkedin: same.find(({ linkedin }) => linkedin !== undefined)?.linkedin,
    members: same.flatMap(({ members }) => members)
  })
  const listedOf = (key: string) =>
    unsubscribed
      .get(key)
      ?.map(({ words }) => words)
      .join("; ")

  const stepOf = (entry: Entry): Step => {
    const skip = (who: string, skip: Skipped["skip"], detail: string): Step => ({
      _tag: "Skip",
      row: { where: entry.where, who, skip, detail }
    })
    if (entry._tag === "NoContact") return skip(entry.who, entry.outcome, entry.reason)
    const same = contacts.get(keyOf(entry.email))!
    if (same[0] !== entry) return skip(entry.email, "duplicate", `same as ${same[0]!.where}`)
    const contact = whole(same)
    const listed = listedOf(keyOf(entry.email))
    // Before all else: also who was delivered by an earlier run may have unsubscribed since.
    return listed === undefined ? { _tag: "Deliver", contact } : { _tag: "Suppress", person: contact, listed }
  }

  // Who unsubscribed and is in one of the vendors' places, whether or not among today's contacts. Not who is only where
  // it is known already.
  const others = [...unsubscribed].flatMap(([key, said]): ReadonlyArray<Step> => {
    if (contacts.has(key)) return []
    const where = [...members].find(([name, keys]) => keys.has(key) && said.some(({ by }) => by !== name))?.[0]
    if (where === undefined) return []
    const person: Person = { where, email: key, linkedin: undefined, members: [] }
    return [{ _tag: "Suppress", person, listed: listedOf(key)! }]
  })
  return [...entries.map(stepOf), ...others]
}

/** The addresses that a vendor may be asked about: however a vendor may spell them. */
export const emailsOf = (
  entries: ReadonlyArray<Entry>,
  members: ReadonlyMap<string, ReadonlySet<string>>
): ReadonlySet<string> =>
  new Set([
    ...entries.flatMap((entry) => (entry._tag === "Contact" ? spellingsOf(entry.email) : [])),
    ...[...members.values()].flatMap((keys) => [...keys].flatMap(spellingsOf))
  ])
