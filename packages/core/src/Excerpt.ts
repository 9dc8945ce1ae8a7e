/** The beginnings of texts that an error quotes. Secrets must be gone from a text before it is cut. */

const bodyBytes = 2048
const problemLength = 300

/** At most 2 KiB of a body, in whole characters. */
export const ofBody = (text: string): string => {
  // No character takes more than three bytes for each of its units.
  if (text.length * 3 <= bodyBytes) return text
  const bytes = new TextEncoder().encode(text)
  // A character cut in two decodes as a replacement mark, which is left out.
  return bytes.length <= bodyBytes
    ? text
    : new TextDecoder().decode(bytes.subarray(0, bodyBytes)).replace(/\uFFFD$/, "")
}

/** At most 300 characters of what is wrong with a value. */
export const ofProblem = (problem: string): string =>
  problem.length > problemLength ? `${problem.slice(0, problemLength)}…` : problem
