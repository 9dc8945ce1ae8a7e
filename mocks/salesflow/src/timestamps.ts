/** Salesflow's date formats. All are UTC, although only some of them show it. */

/** Without a time zone and without trailing zeros of the fraction: "2024-04-21T09:41:06.17". */
export const local = (at: number): string => new Date(at).toISOString().replace(/\.?0*Z$/, "")

/** Converts the form without a time zone to seven digits and a zone: "2021-02-18T15:33:44.5905705+00:00". */
export const zoned = (date: string): string => `${whole(date)}+00:00`

/** Formats a time like older versions of ASP.NET: "/Date(1618336539820)/". */
export const microsoft = (at: number): string => `/Date(${at})/`

/** Formats a date as in the text of messages: "2/18/2021 4:33 PM". */
export const spoken = (date: string): string => {
  const [, year, month, day, hour, minute] = /^(\d+)-(\d+)-(\d+)T(\d+):(\d+)/.exec(date)!
  const half = Number(hour) < 12 ? "AM" : "PM"
  return `${Number(month)}/${Number(day)}/${year} ${Number(hour) % 12 || 12}:${minute} ${half}`
}

/**
 * Whether something was updated after a date, which has a "T" or a blank in its middle.
 *
 * What was never updated does not count: ListCampaigns' second sample leaves out the campaign whose LastModifiedAt is
 * null.
 */
export const updatedAfter = (modified: string | null, from: string | undefined): boolean =>
  from === undefined || (modified !== null && whole(modified) > whole(from))

/** With a fraction of seven digits, so that text sorts by time. */
const whole = (date: string): string => {
  const [seconds = "", fraction = ""] = date.replace(" ", "T").split(".")
  return `${seconds}.${fraction.padEnd(7, "0")}`
}
