/** The result of one check of `salesbridge doctor`. */
export interface Finding {
  /** The vendor, or `here`. */
  readonly about: string
  readonly check: string
  readonly state: "ok" | "warning" | "failed" | "skipped"
  readonly found: string
}
