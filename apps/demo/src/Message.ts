/** The text of a message, with placeholders for values of each contact: `Hello {first_name}`. */
import type { Contact } from "./Contact.ts"

const gaps: Readonly<Record<string, string>> = {
  first_name: "First Name",
  last_name: "Last Name",
  company: "Company"
}

/** The length limit of a LinkedIn message, in characters. */
const longest = 8000

const gap = /\{([^{}]*)\}/g

/** The problem with a text, found before anything is sent. */
export const problemOf = (text: string): string | undefined => {
  const known = Object.keys(gaps).map((name) => `{${name}}`)
  const unknown = [...text.matchAll(gap)].find(([, name]) => !Object.hasOwn(gaps, name!))?.[0]
  if (unknown !== undefined) return `${unknown} is not one of ${known.join(", ")}`
  if (/[{}]/.test(text.replace(gap, ""))) return "an unmatched brace"
  if (text.trim() === "") return "it is empty"
  return [...text].length > longest ? `it has more than ${longest} characters` : undefined
}

/** The first placeholder without a value for this contact, as `first name`. */
export const missingFor = (text: string, { fields }: Contact): string | undefined =>
  [...text.matchAll(gap)]
    .map(([, name]) => name!)
    .find((name) => fields[gaps[name]!] === undefined)
    ?.replace("_", " ")

export const messageFor = (text: string, { fields }: Contact): string =>
  text.replaceAll(gap, (_, name: string) => fields[gaps[name]!] ?? "")
