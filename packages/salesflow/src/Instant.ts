/**
 * Timestamps of Salesflow, decoded to `Date`. There are three formats, with one codec each. Every codec decodes all of
 * them and encodes its own.
 */
import { Instant } from "@salesbridge/core"

const microsoft = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/

/**
 * The milliseconds since the epoch of a timestamp, or NaN. It accepts `/Date(1618336539820)/`, and ISO 8601 as in core,
 * where a time without a zone is UTC.
 */
export const parse = (text: string): number => {
  const milliseconds = text.startsWith("/") ? microsoft.exec(text) : null
  return milliseconds === null ? Instant.parse(text) : Number(milliseconds[1])
}

const zoneless = (date: Date): string => date.toISOString().replace(/(?:\.000)?Z$/, "")

/**
 * A timestamp without a zone, as in members, campaigns and `updatedFromDate`. The API reference names no zone, so it is
 * read and written as UTC. Encodes as `2024-04-21T09:41:06`, or as `2024-04-21T09:41:06.170` if it has milliseconds.
 */
export const LocalInstant = Instant.codec({
  description: "Date and time without a zone, taken as UTC.",
  example: "2024-04-21T09:41:06.17",
  parse,
  encode: zoneless
})

/** A timestamp with a zone, as in webhook events. Encodes as `2021-02-18T15:33:44.590+00:00`. */
export const ZonedInstant = Instant.codec({
  description: "Date and time with its zone.",
  example: "2021-02-18T15:33:44.5905705+00:00",
  parse,
  encode: (date) => `${zoneless(date)}+00:00`
})

/** A timestamp in the format of older ASP.NET, as in the statistics. Encodes as `/Date(1618336539820)/`. */
export const MicrosoftInstant = Instant.codec({
  description: "Milliseconds since the epoch, in Microsoft's notation.",
  example: "/Date(1618336539820)/",
  parse,
  encode: (date) => `/Date(${date.getTime()})/`
})
