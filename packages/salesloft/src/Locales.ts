/** Time zones. */

/** Names in Salesloft's records that today's time zone database lists only as aliases. */
const unitedStates = [
  "US/Alaska",
  "US/Aleutian",
  "US/Arizona",
  "US/Central",
  "US/East-Indiana",
  "US/Eastern",
  "US/Hawaii",
  "US/Indiana-Starke",
  "US/Michigan",
  "US/Mountain",
  "US/Pacific",
  "US/Samoa"
]

/**
 * The values of `locale`, which is a time zone in Salesloft: those of the runtime's time zone database, and older names
 * of zones in the United States.
 */
export const locales = (): ReadonlyArray<{ readonly value: string; readonly label: string }> =>
  [...new Set([...unitedStates, "UTC", ...Intl.supportedValuesOf("timeZone")])]
    .toSorted()
    .map((name) => ({ value: name, label: name.replaceAll("_", " ") }))
