/** One thing that `salesbridge doctor` looked at. */
export interface Finding {
  /** The vendor, or `here`. */
  readonly about: string
  readonly check: string
  readonly state: "ok" | "warning" | "failed" | "skipped"
  readonly found: string
}
