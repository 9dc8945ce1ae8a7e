/** A contact on its way into the SalesBlink campaign, and what its sources may deliver instead of one. */
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

/** Where something was read, short enough for a table: `line 12`, `campaign 29854`. */
export type Where = string

export interface Contact {
  readonly _tag: "Contact"
  readonly where: Where
  readonly email: string
  /** The fields of the new prospect, under the names SalesBlink's document uses. */
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
