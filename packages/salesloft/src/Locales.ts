/** Time zones. */

/** Names that Salesloft's records have beside those of today's time zone database. */
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
 * The values of `locale`, which Salesloft uses for time zones: those of the runtime's time zone database, and the older
 * names of those of the United States.
 */
export const locales = (): ReadonlyArray<{ readonly value: string; readonly label: string }> =>
  [...new Set([...unitedStates, "UTC", ...Intl.supportedValuesOf("timeZone")])]
    .toSorted()
    .map((name) => ({ value: name, label: name.replaceAll("_", " ") }))
