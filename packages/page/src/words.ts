/** Numbers and times in words. */

export const count = (number: number): string => number.toLocaleString("en")

/** `1 row`, `2,000 rows`. */
export const plural = (number: number, one: string, many = `${one}s`): string =>
  `${count(number)} ${number === 1 ? one : many}`

const units = [
  ["days", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000]
] as const

/** A duration in milliseconds, in the largest unit of which there are at least two. */
export const span = (ms: number): string => {
  const [unit, size] = units.find(([, size]) => ms >= size * 2) ?? ["s", 1000]
  return `${Math.max(0, Math.round(ms / size))} ${unit}`
}
