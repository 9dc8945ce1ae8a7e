/** A change between two versions, and its effect on those who use them. */

/**
 * `breaking`: code that compiled or worked no longer does. `additive`: there is something new to use. `invisible`:
 * users notice nothing.
 */
export type Kind = "breaking" | "additive" | "invisible"

/** A change of one place in one operation. */
export interface Change {
  readonly vendor: string
  /** Who is affected: those who call the vendor's package, or those who develop against a mock of its specification. */
  readonly subject: "package" | "specification"
  /** The operation's id; empty if the change concerns all operations. */
  readonly operation: string
  /** The place, such as `success [].CampaignName`, `query campaignId` or `404 response message`. */
  readonly location: string
  readonly before: string
  readonly after: string
  readonly kind: Kind
  readonly why: string
}

/** A change before the vendor, subject and operation are added. */
export type Finding = Omit<Change, "vendor" | "subject" | "operation">

export const finding = (
  location: string,
  before: string,
  after: string,
  [kind, why]: readonly [Kind, string]
): Finding => ({ location, before, after, kind, why })
