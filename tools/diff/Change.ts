/** What the command reads of contract-kit's comparison. */
export interface Change {
  readonly vendor: string
  readonly subject: "package" | "specification"
  readonly operation: string
  readonly location: string
  readonly before: string
  readonly after: string
  readonly kind: "breaking" | "additive" | "invisible"
  readonly why: string
}

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
