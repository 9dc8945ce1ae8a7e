/** The result of comparing one vendor. */
import type { Change } from "@salesbridge/contract-kit/diff"

/** The reason why a vendor's package or specification could not be compared. */
export interface Problem {
  readonly subject: Change["subject"]
  readonly text: string
}

/** The changes of one vendor, in the parts that could be compared. */
export interface VendorChanges {
  readonly vendor: string
  readonly problems: ReadonlyArray<Problem>
  readonly changes: ReadonlyArray<Change>
}
