import { describe, expect, it } from "@effect/vitest"
import * as Duration from "effect/Duration"
import * as RetryAfter from "./RetryAfter.ts"

const now = Date.parse("2026-11-21T12:00:00.250Z")
const millis = (header: string | undefined) => {
  const wait = RetryAfter.parse(header, now)
  return wait === undefined ? undefined : Duration.toMillis(wait)
}

describe("Rule 6: the wait that Retry-After requests", () => {
  it.each([
    ["0", 0],
    ["7", 7_000],
    ["0.5", 500],
    [" 120 ", 120_000],
    // A year.
    ["31536000", 31_536_000_000],
    // More than a number can count.
    ["99999999999999999999", Number.MAX_SAFE_INTEGER]
  ])("%j is that many seconds", (header, expected) => expect(millis(header)).toBe(expected))

  it.each([
    ["Sat, 21 Nov 2026 12:00:30 GMT", 29_750],
    ["Saturday, 21-Nov-26 12:00:30 GMT", 29_750],
    ["Sat Nov 21 12:00:30 2026", 29_750],
    ["Sat, 21 Nov 2026 12:00:30 UTC", 29_750],
    ["Sat, 21 Nov 2026 14:00:30 +0200", 29_750],
    ["Sun, 21 Nov 2027 12:00:00 GMT", 31_535_999_750]
  ])("%j is a date", (header, expected) => expect(millis(header)).toBe(expected))

  it.each([
    ["2, 2", 2_000],
    ["2,0.5, 7", 7_000],
    ["3, soon", 3_000],
    ["Sat, 21 Nov 2026 12:00:30 GMT, Sat, 21 Nov 2026 12:00:10 GMT", 29_750],
    ["5, Sat, 21 Nov 2026 12:00:30 GMT", 29_750],
    ["Saturday, 21-Nov-26 12:00:30 GMT, Sat Nov 21 12:00:30 2026,60", 60_000]
  ])("%j is several headers, of which the longest wait counts", (header, expected) =>
    expect(millis(header)).toBe(expected)
  )

  it.each(["Sat, 21 Nov 2026 11:59:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "Sun Nov  6 08:49:37 1994"])(
    "%j has passed and asks for no wait",
    (header) => expect(millis(header)).toBe(0)
  )

  it.each([
    undefined,
    "",
    " ",
    "-5",
    "-0.5",
    "+5",
    "1e3",
    "0x10",
    "soon, later",
    ",",
    "5s",
    "soon",
    "soon 5",
    "in 5 minutes",
    "NaN",
    "Infinity",
    "-5 GMT",
    "Sat, 99 Nov 2026 12:00:30 GMT",
    "Satisfied 5 times",
    "\u0000"
  ])("%j is ignored", (header) => expect(millis(header)).toBeUndefined())
})
