/** One thing that is not as it was, and what that means for whoever builds on it. */

/**
 * `breaking`: there is code that worked, or compiled, with what was and does not with what is. `additive`: there is
 * something to use that was not there. `invisible`: nobody can tell from outside.
 */
export type Kind = "breaking" | "additive" | "invisible"

/** A change of one place of one operation. */
export interface Change {
  readonly vendor: string
  /** Whose consumers are meant: those of the vendor's package, or those who develop against its specification. */
  readonly subject: "package" | "specification"
  /** The operation's id; empty for what concerns all of them. */
  readonly operation: string
  /** Such as `success [].CampaignName`, `query campaignId` or `404 answer message`. */
  readonly location: string
  readonly before: string
  readonly after: string
  readonly kind: Kind
  readonly why: string
}

/** A change before it is known whose it is. */
export type Finding = Omit<Change, "vendor" | "subject" | "operation">

export const finding = (
  location: string,
  before: string,
  after: string,
  [kind, why]: readonly [Kind, string]
): Finding => ({ location, before, after, kind, why })
