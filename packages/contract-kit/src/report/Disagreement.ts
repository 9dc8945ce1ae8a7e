/**
 * A disagreement states what the package and the specification say about one place, so that the reader need not open
 * either.
 */

/**
 * Who noticed: the real client, or one of the three witnesses. The replay sends pacts to the mock, the comparison
 * compares pacts with the specification, and the agreement compares the package's schemas with the specification's.
 */
export type Witness = "client" | "replay" | "comparison" | "agreement"

/** The client and the witnesses, in the order of the checks. */
export const witnesses = ["client", "replay", "comparison", "agreement"] as const satisfies ReadonlyArray<Witness>

/** One difference between package and specification. */
export interface Disagreement {
  readonly witness: Witness
  /** The operation's id, or the name of a webhook event. */
  readonly operation: string
  /** The status of the response; `undefined` if the disagreement is about the request. */
  readonly status: number | undefined
  /** The place, such as `response body CampaignName` or `query campaignId`. */
  readonly location: string
  /** What the package says about this place. */
  readonly package: string
  /** What the specification says about this place. */
  readonly spec: string
  /** Set if the disagreement is about a tolerance and not about the two sides: what is wrong, and what to do. */
  readonly problem?: string
  /**
   * Set if the package only accepts more than the specification allows: what it accepts. Only such disagreements can be
   * tolerated.
   */
  readonly lenient?: ReadonlyArray<Leniency>
}

/**
 * What a package may accept beyond the specification: `null`, an `absent` field, a field that the specification does
 * not declare (`unknown`), a value outside a limit or an enumeration (`value`), or a value of another type.
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

/**
 * A difference that is accepted, with its reason: the package may accept more than the specification allows. A
 * tolerance that explains no difference fails the check, so outdated ones are noticed.
 */
export interface Tolerance {
  /** The ids of operations. Default: all. */
  readonly operations?: ReadonlyArray<string>
  /** Selects statuses of responses. Default: all. */
  readonly statuses?: (status: number) => boolean
  /** The locations, such as `/^response body .*FirstName$/`. */
  readonly location: RegExp
  /** What the package accepts there beyond the specification. */
  readonly allows: ReadonlyArray<Leniency>
  /** Why the difference is accepted. Reports show it. */
  readonly reason: string
}

/** The disagreement as one line of text. */
export const format = ({ problem, status, witness, ..._ }: Disagreement): string =>
  `${_.operation}${status === undefined ? "" : ` ${status}`}, ${_.location}: ${problem ?? `package: ${_.package}; specification: ${_.spec}`} (${witness})`

/**
 * The disagreement for a tolerance that explains no difference of this vendor or operation.
 *
 * @param unknown The ids in the tolerance that no operation has.
 */
export const unusedTolerance = (
  operation: string,
  { location, reason }: Tolerance,
  unknown: ReadonlyArray<string> = []
): Disagreement => ({
  witness: "agreement",
  operation,
  status: undefined,
  location: `tolerance ${String(location)}`,
  package: "no difference",
  spec: "no difference",
  problem:
    unknown.length > 0
      ? `there is no operation ${unknown.join(", ")}. Correct its operations. Its reason: ${reason}`
      : `explains no difference. Correct its location, operations, statuses or allows, or remove it if the difference is gone. Its reason: ${reason}`
})

/** Whether this tolerance explains the whole disagreement. */
export const tolerates = (tolerance: Tolerance, _: Disagreement): boolean =>
  _.lenient !== undefined &&
  _.lenient.length > 0 &&
  _.lenient.every((leniency) => tolerance.allows.includes(leniency)) &&
  tolerance.location.test(_.location) &&
  (tolerance.operations?.includes(_.operation) ?? true) &&
  (_.status === undefined || (tolerance.statuses?.(_.status) ?? true))

/** Whether this tolerance allows this difference at a place in the body of a response. */
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

/** Each disagreement once, even if several interactions found it. */
export const distinct = (all: ReadonlyArray<Disagreement>): ReadonlyArray<Disagreement> => [
  ...new Map(all.map((_) => [format(_), _])).values()
]
