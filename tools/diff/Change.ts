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

/** What changed at one vendor, or why that can't be said. */
export interface VendorChanges {
  readonly vendor: string
  readonly problems: ReadonlyArray<string>
  readonly changes: ReadonlyArray<Change>
}
