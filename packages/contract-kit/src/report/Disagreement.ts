/** What package and specification say differently, with both views, so that the reader need open neither. */

/** Who noticed: the real client, the replay against the mock, the comparison of pact and spec, or that of schemas. */
export type Witness = "client" | "replay" | "comparison" | "agreement"

/** The witnesses in the order of the checks. */
export const witnesses = ["client", "replay", "comparison", "agreement"] as const satisfies ReadonlyArray<Witness>

/** One disagreement. */
export interface Disagreement {
  readonly witness: Witness
  /** The operation's id. */
  readonly operation: string
  /** The answer's status; none where the request is meant. */
  readonly status: number | undefined
  /** Where, such as `response body CampaignName` or `query campaignId`. */
  readonly location: string
  /** What the package says of it. */
  readonly package: string
  /** What the specification says of it. */
  readonly spec: string
  /** Where the package only reads more than the specification allows: what. */
  readonly lenient?: ReadonlyArray<Leniency>
}

/**
 * How a package allows more than the specification: fields that may be null, absent or of another kind, fields that
 * only it knows (`unknown`), and values beyond a limit or an enumeration (`value`).
 */
export type Leniency =
  | "value"
  | "null"
  | "absent"
  | "unknown"
  | "string"
  | "number"
  | "integer"
  | "boolean"
  | "object"
  | "list"

/** A leniency that is meant. One that never occurs fails the check, so that the list stays true. */
export interface Tolerance {
  /** Default: every one. */
  readonly operations?: ReadonlyArray<string>
  /** Default: every one. */
  readonly statuses?: (status: number) => boolean
  /** Where, such as `/^response body .*FirstName$/`. */
  readonly location: RegExp
  /** What the package allows there beyond the specification. */
  readonly allows: ReadonlyArray<Leniency>
  /** Why. */
  readonly reason: string
}

/** One line for a person. */
export const format = (_: Disagreement): string =>
  `${_.operation}${_.status === undefined ? "" : ` ${_.status}`}, ${_.location}: package: ${_.package}; specification: ${_.spec} (${_.witness})`

/** Whether this tolerance is about that disagreement, and covers all of it. */
export const tolerates = (tolerance: Tolerance, _: Disagreement): boolean =>
  _.lenient !== undefined &&
  _.lenient.length > 0 &&
  _.lenient.every((leniency) => tolerance.allows.includes(leniency)) &&
  tolerance.location.test(_.location) &&
  (tolerance.operations?.includes(_.operation) ?? true) &&
  (_.status === undefined || (tolerance.statuses?.(_.status) ?? true))

/** Whether this tolerance is about that place of an answer's body. */
export const allowsAt = (
  tolerance: Tolerance,
  operation: string,
  status: number,
  place: string,
  leniency: Leniency
): boolean =>
  tolerance.allows.includes(leniency) &&
  tolerance.location.test(place === "" ? "response body" : `response body ${place}`) &&
  (tolerance.operations?.includes(operation) ?? true) &&
  (tolerance.statuses?.(status) ?? true)

/** Each disagreement once, however many interactions met it. */
export const distinct = (all: ReadonlyArray<Disagreement>): ReadonlyArray<Disagreement> => [
  ...new Map(all.map((_) => [format(_), _])).values()
]
