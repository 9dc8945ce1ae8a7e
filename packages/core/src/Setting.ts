/**
 * Checks numbers and durations among the settings. `Number(process.env.UNSET)` is NaN, which would silently switch a
 * limit off.
 */
import * as Duration from "effect/Duration"
import * as Schedule from "effect/Schedule"
import type { LayerOptions } from "./CallOptions.ts"
import type { InputIssue } from "./VendorError.ts"

/** What is wrong with a setting. A missing one is right. */
type Check = (path: string, value: unknown) => ReadonlyArray<InputIssue>

const check =
  (isRight: (value: unknown) => boolean, problem: string): Check =>
  (path, value) =>
    value === undefined || isRight(value) ? [] : [{ path, problem }]

const millis = (value: unknown): number => {
  if (typeof value === "number") return value
  try {
    return Duration.toMillis(Duration.fromInputUnsafe(value as Duration.Input))
  } catch {
    return Number.NaN
  }
}

/** A number of at least 0, or infinite. */
export const amount = check((value) => typeof value === "number" && value >= 0, "Expected a number of at least 0")

/** A duration of at least 0, or infinite. */
export const duration = check(
  (value) => millis(value) >= 0,
  'Expected a duration of at least 0: milliseconds, or text such as "10 seconds"'
)

/** A whole number of at least 1, or infinite. */
export const count = check(
  (value) => typeof value === "number" && value >= 1 && (Number.isInteger(value) || value === Infinity),
  "Expected a whole number of at least 1"
)

const positive = check((value) => typeof value === "number" && value > 0, "Expected a number greater than 0")

const span = check(
  (value) => millis(value) > 0,
  'Expected a duration longer than 0: milliseconds, or text such as "1 minute"'
)

const policy = check((value) => value === false || Schedule.isSchedule(value), "Expected how often to retry, or false")

/** What is wrong with the settings of a layer or a call. */
export const issuesOf = (
  options: Pick<LayerOptions, "maxBodyBytes" | "quota" | "retry" | "timeout"> = {}
): ReadonlyArray<InputIssue> => {
  const { maxBodyBytes, quota, retry, timeout } = options
  return [
    ...policy("retry", retry),
    ...duration("timeout.attempt", timeout?.attempt),
    ...duration("timeout.total", timeout?.total),
    ...amount("maxBodyBytes", maxBodyBytes),
    ...duration("quota.maxHold", quota?.maxHold),
    ...span("quota.remaining.window", quota?.remaining?.window),
    ...(quota?.limits ?? []).flatMap(({ burst, limit, window }, index) => [
      ...positive(`quota.limits[${index}].limit`, limit ?? Number.NaN),
      ...span(`quota.limits[${index}].window`, window ?? Number.NaN),
      ...amount(`quota.limits[${index}].burst`, burst)
    ])
  ]
}

/** Throws a `TypeError` that names the settings, if something is wrong. */
export const orThrow = (issues: ReadonlyArray<InputIssue>): void => {
  if (issues.length === 0) return
  throw new TypeError(issues.map(({ path, problem }) => `\`${path}\`: ${problem}`).join("; "))
}
