/** Dates as the vendor writes them: most to the second, those of LinkedIn messages to the microsecond. */

/** `2022-12-11T10:00:00Z`, from milliseconds since 1970. */
export const seconds = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`

/** `2022-05-20T20:49:39.000000Z`, from milliseconds since 1970. */
export const microseconds = (at: number): string => `${new Date(at).toISOString().slice(0, 23)}000Z`
