/**
 * Decides when two spellings of an e-mail address are the same person. Invisible characters, case, Unicode's different
 * forms of a letter, and the two forms of an international domain make no difference.
 */
import { Result } from "effect"
import { domainToASCII, domainToUnicode } from "node:url"

/** Control, format and other invisible characters, except blanks, which separate. */
const invisible = /(?!\s)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]|\uFEFF/gu

/** Removes invisible characters and outer blanks, and composes Unicode. */
export const visible = (text: string): string => text.replace(invisible, "").normalize("NFC").trim()

/** Strokes through other letters, which editors put on deleted text. */
const struck = /[\u0334-\u0338\u20D0-\u20FF]/
/** Beyond ASCII only letters and digits: no typographic quotes, bullets or dashes that belong to the text around. */
const local = /^[\p{L}\p{M}\p{N}!#$%&'*+\-./=?^_`{|}~]+$/u
const international = /^[\p{L}\p{M}\p{N}\-_.\u3002\uFF0E\uFF61]+$/u
const domain = /^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/i

/** The domain in ASCII, as every mail server accepts it; empty if it is not a domain. */
const asciiDomain = (text: string): string => {
  if (/^[\x20-\x7E]*$/.test(text) && !/(^|\.)xn--/i.test(text)) return text
  return international.test(text) ? domainToASCII(text) : ""
}

/** Letters for comparison: one form of each, in one case. */
const folded = (text: string): string => text.normalize("NFKC").toUpperCase().toLowerCase().normalize("NFKC")

/**
 * Parses an address into the form that is sent: without invisible characters, with the domain in ASCII. Fails with the
 * problem.
 */
export const parse = (text: string): Result.Result<string, string> => {
  // Full-width characters of East Asian keyboards.
  const shown = visible(text).replaceAll("\uFF20", "@").replaceAll("\uFE6B", "@")
  if (shown === "") return Result.fail("no e-mail address")
  const at = shown.lastIndexOf("@")
  const address = `${shown.slice(0, at)}@${asciiDomain(shown.slice(at + 1))}`
  if (address.length > 254) return Result.fail("e-mail address of more than 254 characters")
  return at > 0 && local.test(shown.slice(0, at)) && domain.test(address.slice(at + 1)) && !struck.test(shown)
    ? Result.succeed(address)
    : Result.fail("not an e-mail address")
}

/** A domain with a final sigma is the one that its capitals name, with another sigma. */
const withoutFinalSigma = (address: string): string => {
  const at = address.lastIndexOf("@") + 1
  const name = domainToUnicode(address.slice(at))
  return name.includes("\u03C2")
    ? `${address.slice(0, at)}${domainToASCII(name.replaceAll("\u03C2", "\u03C3"))}`
    : address
}

/** Two addresses with the same key are the same person. Any other text has a key as well, so that nothing is lost. */
export const keyOf = (email: string): string =>
  folded(Result.match(parse(email), { onSuccess: withoutFinalSigma, onFailure: () => visible(email) }))

/** The forms in which a vendor may have stored an address, for a search that compares letter by letter. */
export const spellingsOf = (email: string): ReadonlyArray<string> => {
  const key = keyOf(email)
  const at = key.lastIndexOf("@")
  return [...new Set([email, key, `${key.slice(0, at + 1)}${domainToUnicode(key.slice(at + 1))}`])]
}
