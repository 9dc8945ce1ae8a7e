/**
 * Points in time. The state has them as UTC text to the microsecond, `2026-05-11T20:40:31.877000Z`, which sorts and
 * compares as text. Responses have them in the team's time zone, `2026-05-11T16:40:31.877000-04:00`.
 */

/** Microseconds since 1970 in the form of the state. */
export const timestamp = (micros: number): string => {
  const text = new Date(Math.floor(micros / 1000)).toISOString()
  const rest = ((micros % 1000) + 1000) % 1000
  return `${text.slice(0, -1)}${String(rest).padStart(3, "0")}Z`
}

/** Microseconds since 1970. */
export const microsOf = (timestamp: string): number =>
  Date.parse(`${timestamp.slice(0, 23)}Z`) * 1000 + +timestamp.slice(23, 26)

const dateTime = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.(\d+))?(?:[Zz]|([+-]\d\d):?(\d\d)?)$/

/** Converts any ISO 8601 date and time to the form of the state; undefined if the text is not one. */
export const parseTimestamp = (text: string): string | undefined => {
  const found = dateTime.exec(text)
  if (found === null) return undefined
  const [, date, time, fraction = "", hours, minutes = "00"] = found
  const milliseconds = Date.parse(`${date}T${time}${hours === undefined ? "Z" : `${hours}:${minutes}`}`)
  if (Number.isNaN(milliseconds)) return undefined
  return timestamp(milliseconds * 1000 + Number(fraction.slice(0, 6).padEnd(6, "0")))
}

const shown = new Map<string, string>()

/** A point in time in the form of responses: in the team's time zone. */
export const local = (timestamp: string | null | undefined): string | null => {
  if (timestamp === undefined || timestamp === null) return null
  const known = shown.get(timestamp)
  if (known !== undefined) return known
  const micros = microsOf(timestamp)
  const hours = teamOffset(micros / 1000)
  const there = new Date(Math.floor(micros / 1000) + hours * 3_600_000).toISOString()
  const text = `${there.slice(0, 23)}${timestamp.slice(23, 26)}-0${-hours}:00`
  // Cached, because the same few records are shown again and again.
  if (shown.size > 20_000) shown.clear()
  shown.set(timestamp, text)
  return text
}

/** The form of `due_on`: midnight, UTC. */
export const midnight = (timestamp: string): string => timestamp.replace("Z", "+00:00")

/**
 * The team's offset from UTC in hours. In America/New_York it is one less from the second Sunday of March to the first
 * Sunday of November.
 */
const teamOffset = (milliseconds: number): number => {
  const year = new Date(milliseconds).getUTCFullYear()
  return milliseconds >= sunday(year, 2, 8) + 7 * 3_600_000 && milliseconds < sunday(year, 10, 1) + 6 * 3_600_000
    ? -4
    : -5
}

/** Midnight of the first Sunday on or after that day. */
const sunday = (year: number, month: number, day: number): number => {
  const from = Date.UTC(year, month, day)
  return from + ((7 - new Date(from).getUTCDay()) % 7) * 86_400_000
}

/** The current day in the team's time zone: `2026-05-11`. */
export const teamDay = (milliseconds: number): string =>
  new Date(milliseconds + teamOffset(milliseconds) * 3_600_000).toISOString().slice(0, 10)

/** Adds days to a date. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

const offsets = new Map<string, { readonly day: number; readonly offset: number | null }>()

/** Minutes from UTC in a time zone on a day; null if the zone does not exist. */
export const utcOffset = (zone: string, milliseconds: number): number | null => {
  const day = Math.floor(milliseconds / 86_400_000)
  const known = offsets.get(zone)
  if (known?.day === day) return known.offset
  const offset = offsetOf(zone, milliseconds)
  if (offsets.size > 1000) offsets.clear()
  offsets.set(zone, { day, offset })
  return offset
}

const offsetOf = (timeZone: string, milliseconds: number): number | null => {
  try {
    const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" })
    const name = format.formatToParts(milliseconds).find(({ type }) => type === "timeZoneName")?.value ?? ""
    const [, sign, hours = "0", minutes = "0"] = /^GMT(?:([+-])(\d\d):(\d\d))?/.exec(name) ?? []
    return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  } catch {
    // The time zone does not exist.
    return null
  }
}
