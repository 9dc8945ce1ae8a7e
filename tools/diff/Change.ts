/** What the comparison tells of one vendor. */
import type { Change } from "@salesbridge/contract-kit/diff"

/** Why nothing can be said of a vendor's package or specification. */
export interface Problem {
  readonly subject: Change["subject"]
  readonly text: string
}

/** What changed at one vendor, in what could be compared. */
export interface VendorChanges {
  readonly vendor: string
  readonly problems: ReadonlyArray<Problem>
  readonly changes: ReadonlyArray<Change>
}
