/** A contact on its way to the vendors, and what a source may contain in place of one. */
import { Schema } from "effect"
import { keyOf, visible } from "./EmailAddress.ts"

/** A person, with what a vendor needs to find them. */
export const Person = Schema.Struct({
  /** The place of a contact in its source, short enough for a table: `line 12`, `#29854` for a Salesflow campaign. */
  where: Schema.String,
  email: Schema.String,
  /** The last segment of the LinkedIn profile's address. */
  linkedin: Schema.UndefinedOr(Schema.String),
  /** Salesflow's ids of this person: one for each of the campaigns that contain the person. */
  members: Schema.Array(Schema.Number)
})
export type Person = typeof Person.Type

export const Contact = Schema.TaggedStruct("Contact", {
  ...Person.fields,
  /** The values of the source by column: `First Name`, `Last Name`, `Email`, `Company`, `LinkedIn` and any other. */
  fields: Schema.Record(Schema.String, Schema.String),
  /** The keys of other addresses with the same LinkedIn profile, if there are any. */
  others: Schema.optionalKey(Schema.Array(Schema.String))
})
export type Contact = typeof Contact.Type

/** An entry of a source that is not a contact, with the reason. */
interface NoContact {
  readonly _tag: "NoContact"
  readonly where: string
  /** Text that helps to recognise the entry. */
  readonly who: string
  readonly reason: string
  /** `bad row`: the row is invalid. `no address`: the person has no address. */
  readonly outcome: "bad row" | "no address"
  /** As of a contact. */
  readonly linkedin?: string | undefined
  /** A vendor's text that is meant as an address, so that the person may have unsubscribed. */
  readonly unreadable?: string | undefined
}

export type Entry = Contact | NoContact

const link = /^(?:https?:\/\/)?(?:[\w-]+\.)*linkedin\.com\/(?:mwlite\/)?in\/([^\s/?#@.:]+)(?:\/[^\s?#]*)?(?:[?#].*)?$/i
const segment = /^([^\s/?#@.:]+)\/?(?:[?#].*)?$/

/** What a list or a text may have left around an address. */
const around = /^[<"'(]+|[>"'),;]+$/g

const nothing = /^(?:[^\p{L}\p{N}]*|none|null|nil|na|unknown|undefined)$/iu

/**
 * The name in a LinkedIn profile's address: `jane-roe` for `https://www.linkedin.com/in/jane-roe/`. The name alone is
 * accepted as well. Anything else is not a profile, nor is what people write in an empty cell.
 */
export const profileOf = (text: string | null | undefined) => {
  const shown = visible(text ?? "").replaceAll(around, "")
  return nothing.test(shown) ? undefined : (link.exec(shown) ?? segment.exec(shown))?.[1]
}

/** Two profiles with the same key are the same profile, however their addresses are written. */
export const profileKeyOf = (profile: string): string => {
  const key = visible(profile).normalize("NFKC").toLowerCase()
  try {
    return decodeURIComponent(key).normalize("NFKC").toLowerCase()
  } catch {
    return key
  }
}

/** Identifies a profile where people are identified by their addresses, in the ledger and among the steps. */
export const profileIdOf = (profile: string): string => keyOf(`linkedin.com/in/${profileKeyOf(profile)}`)
