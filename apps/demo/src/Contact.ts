/** A contact on its way to the vendors, and what its sources may deliver instead of one. */
import { Schema } from "effect"

/** An e-mail address without surrounding blanks. Loose on purpose: the vendor has the last word on the rest. */
export const EmailAddress = Schema.Trim.check(
  Schema.isMinLength(1, { message: "no e-mail address" }),
  Schema.isMaxLength(254, { message: "e-mail address of more than 254 characters" }),
  Schema.isPattern(/^[^\s@"(),:;<>[\]\\]+@[^\s@"(),:;<>[\]\\]+\.[^\s@."(),:;<>[\]\\]+$/, {
    message: "not an e-mail address"
  })
)

/** Two addresses with the same key are the same person to every mail server that matters. */
export const keyOf = (email: string): string => email.trim().toLowerCase()

/** Where something was read, short enough for a table: `line 12`, `#29854` for a Salesflow campaign. */
export type Where = string

/** Somebody, as far as a vendor needs to know to find them. */
export interface Person {
  readonly where: Where
  readonly email: string
  /** The last part of the LinkedIn profile's address. */
  readonly linkedin: string | undefined
  /** Salesflow's ids of this person: one for each campaign that has them. */
  readonly members: ReadonlyArray<number>
}

export interface Contact extends Person {
  readonly _tag: "Contact"
  /** What the source says, by column: `First Name`, `Last Name`, `Email`, `Company`, `LinkedIn` and any other. */
  readonly fields: { readonly [name: string]: string }
}

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
    /^(?:(?:https?:\/\/)?(?:[\w-]+\.)*linkedin\.com\/in\/)?([^\s/?#@.:]+)\/?(?:[?#].*)?$/i.exec(text?.trim() ?? "") ??
    []
  return part
}
