/** Shortens texts that an error quotes. Remove secrets from a text before it is cut. */

const bodyBytes = 2048
const problemLength = 300

/** At most 2 KiB of a body, in whole characters. */
export const ofBody = (text: string): string => {
  // A UTF-16 unit takes at most three bytes.
  if (text.length * 3 <= bodyBytes) return text
  const bytes = new TextEncoder().encode(text)
  // A character cut in two decodes as a replacement character, which is dropped.
  return bytes.length <= bodyBytes
    ? text
    : new TextDecoder().decode(bytes.subarray(0, bodyBytes)).replace(/\uFFFD$/, "")
}

/** At most 300 characters of a description of a problem. */
export const ofProblem = (problem: string): string =>
  problem.length > problemLength ? `${problem.slice(0, problemLength)}…` : problem
