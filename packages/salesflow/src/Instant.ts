/**
 * Moments as Salesflow writes them, as `Date`. Three notations, one codec each: all decode every notation and
 * encode their own.
 */
import { Instant } from "@salesbridge/core"

const microsoft = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/

/**
 * The milliseconds since the epoch that a text means, or NaN: ISO 8601 as in core, where no zone means UTC, and
 * `/Date(1618336539820)/`.
 */
export const parse = (text: string): number => {
  const milliseconds = text.startsWith("/") ? microsoft.exec(text) : null
  return milliseconds === null ? Instant.parse(text) : Number(milliseconds[1])
}

const zoneless = (date: Date): string => date.toISOString().replace(/(?:\.000)?Z$/, "")

/**
 * A moment written without a zone, as in members, campaigns and `updatedFromDate`. The document names no zone;
 * it is taken as UTC, both ways. Encodes as `2024-04-21T09:41:06` or, with milliseconds, `2024-04-21T09:41:06.170`.
 */
export const LocalInstant = Instant.codec({
  description: "Date and time without a zone, taken as UTC.",
  example: "2024-04-21T09:41:06.17",
  parse,
  encode: zoneless
})

/** A moment with its zone, as in webhook events. Encodes as `2021-02-18T15:33:44.590+00:00`. */
export const ZonedInstant = Instant.codec({
  description: "Date and time with its zone.",
  example: "2021-02-18T15:33:44.5905705+00:00",
  parse,
  encode: (date) => `${zoneless(date)}+00:00`
})

/** A moment as older ASP.NET writes it, as in the statistics. Encodes as `/Date(1618336539820)/`. */
export const MicrosoftInstant = Instant.codec({
  description: "Milliseconds since the epoch, in Microsoft's notation.",
  example: "/Date(1618336539820)/",
  parse,
  encode: (date) => `/Date(${date.getTime()})/`
})
