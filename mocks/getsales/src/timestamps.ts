/** The vendor's date formats: most have seconds, and those of LinkedIn messages have microseconds. */

/** Formats milliseconds since 1970 as `2022-12-11T10:00:00Z`. */
export const seconds = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`

/** Formats milliseconds since 1970 as `2022-05-20T20:49:39.000000Z`. */
export const microseconds = (at: number): string => `${new Date(at).toISOString().slice(0, 23)}000Z`
