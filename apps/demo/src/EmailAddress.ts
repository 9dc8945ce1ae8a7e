/**
 * When two spellings of an e-mail address are the same person. What cannot be seen does not count, nor do case,
 * Unicode's several ways to write a letter, and the two ways to write an international domain.
 */
import { Result } from "effect"
import { domainToASCII, domainToUnicode } from "node:url"

/** Control, format and other characters that show nothing; not blanks, which separate. */
const invisible = /(?!\s)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]|\uFEFF/gu

/** Without what cannot be seen, in Unicode's composed form, and without blanks at its ends. */
export const visible = (text: string): string => text.replace(invisible, "").normalize("NFC").trim()

const local = /^[^\s@"(),:;<>[\]\\\p{Cn}\p{Co}\p{Cs}\uFFFD]+$/u
const domain = /^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/i

/** The domain in ASCII, as every mail server takes it; empty where it is none. */
const asciiDomain = (text: string): string =>
  /^[\x20-\x7E]*$/.test(text) && !/(^|\.)xn--/i.test(text) ? text : domainToASCII(text)

/** Letters as they compare: one form of each, whatever its case. */
const folded = (text: string): string => text.normalize("NFKC").toUpperCase().toLowerCase().normalize("NFKC")

/**
 * The address in a text, as it is sent: without what cannot be seen, with its domain in ASCII. Loose about what stands
 * before the `@`: the vendor has the last word on it. Fails with what is wrong.
 */
export const parse = (text: string): Result.Result<string, string> => {
  // Full-width signs of East Asian keyboards.
  const shown = visible(text).replaceAll("\uFF20", "@").replaceAll("\uFE6B", "@")
  if (shown === "") return Result.fail("no e-mail address")
  const at = shown.lastIndexOf("@")
  const address = `${shown.slice(0, at)}@${asciiDomain(shown.slice(at + 1))}`
  if (address.length > 254) return Result.fail("e-mail address of more than 254 characters")
  return at > 0 && local.test(shown.slice(0, at)) && domain.test(address.slice(at + 1))
    ? Result.succeed(address)
    : Result.fail("not an e-mail address")
}

/** Two addresses with the same key are the same person. Also of what is no address, so that nothing is lost. */
export const keyOf = (email: string): string => folded(Result.getOrElse(parse(email), () => visible(email)))

/** The ways in which a vendor may have stored an address, for a search that compares letter by letter. */
export const spellingsOf = (email: string): ReadonlyArray<string> => {
  const key = keyOf(email)
  const at = key.lastIndexOf("@")
  return [...new Set([email, key, `${key.slice(0, at + 1)}${domainToUnicode(key.slice(at + 1))}`])]
}
