/** A contact on its way to the vendors, and what its sources may deliver instead of one. */
import { Schema } from "effect"
import { visible } from "./EmailAddress.ts"

/** Where something was read, short enough for a table: `line 12`, `#29854` for a Salesflow campaign. */
export type Where = string

const person = {
  where: Schema.String,
  email: Schema.String,
  /** The last part of the LinkedIn profile's address. */
  linkedin: Schema.UndefinedOr(Schema.String),
  /** Salesflow's ids of this person: one for each campaign that has them. */
  members: Schema.Array(Schema.Number)
}
/** Somebody, as far as a vendor needs to know to find them. */
export const Person = Schema.Struct(person)
export type Person = typeof Person.Type

export const Contact = Schema.TaggedStruct("Contact", {
  ...person,
  /** What the source says, by column: `First Name`, `Last Name`, `Email`, `Company`, `LinkedIn` and any other. */
  fields: Schema.Record(Schema.String, Schema.String)
})
export type Contact = typeof Contact.Type

/** What stands where a contact should, and why it is none. */
interface NoContact {
  readonly _tag: "NoContact"
  readonly where: Where
  /** Whatever helps to recognise it. */
  readonly who: string
  readonly reason: string
  /** `bad row`: the file is at fault. `no address`: nobody is. */
  readonly outcome: "bad row" | "no address"
}

export type Entry = Contact | NoContact

/**
 * The last part of a LinkedIn profile's address: of `https://www.linkedin.com/in/jane-roe/` it is `jane-roe`. That part
 * alone is taken as well; anything else is no profile.
 */
export const profileOf = (text: string | null | undefined): string | undefined => {
  const [, part] =
    /^(?:(?:https?:\/\/)?(?:[\w-]+\.)*linkedin\.com\/in\/)?([^\s/?#@.:]+)\/?(?:[?#].*)?$/i.exec(visible(text ?? "")) ??
    []
  return part
}

/** Two profiles with the same key are the same, however their address is written. */
export const profileKeyOf = (profile: string): string => {
  const key = visible(profile).normalize("NFKC").toLowerCase()
  try {
    return decodeURIComponent(key).normalize("NFKC").toLowerCase()
  } catch {
    return key
  }
}
