/** Takes an e-mail address out of the text that a vendor has in its place, such as `Jane Roe <jane@example.com>`. */
import { Result } from "effect"
import { keyOf, parse, visible } from "./EmailAddress.ts"

const named = /^([^<>]*)<([^<>]*)>[\s,;.]*$/

/** Without `mailto:` and its parameters, outer quotes, and punctuation after it. */
const bare = (text: string): string => {
  const quoted = /^\s*mailto:([^?]*)/i.exec(text)?.[1]
  return (quoted ?? text).replace(/^[\s"]+|[\s",;.]+$/g, "")
}

/** Whether a name holds another address than this one, so that nobody can tell which is meant. */
const namesAnother = (name: string, address: string) =>
  name.split(/[\s"'(),;:]+/).some((word) => {
    const other = parse(word)
    return Result.isSuccess(other) && keyOf(other.success) !== keyOf(address)
  })

/** The address, as `parse` returns it. Fails with the problem if it is not certain which address is meant. */
export const addressIn = (text: string): Result.Result<string, string> => {
  const exact = parse(text)
  if (Result.isSuccess(exact)) return exact
  const [, name = "", inner] = named.exec(visible(text)) ?? [undefined, "", visible(text)]
  return Result.mapError(
    Result.filterOrFail(
      parse(bare(inner!)),
      (address) => !namesAnother(name, address),
      () => ""
    ),
    () => exact.failure
  )
}

/** The key of the address in a vendor's text, or of the text itself if it holds none. */
export const keyIn = (text: string): string => keyOf(Result.getOrElse(addressIn(text), () => text))

/** What is known of people, by their addresses, however a vendor spells them, and by the vendor's ids. */
export const knownByAddress = <A>() => {
  const known = new Map<string, Map<unknown, A>>()
  return {
    clear: () => known.clear(),
    add: (emails: Iterable<string>, id: unknown, person: A) => {
      for (const email of emails) {
        const key = keyIn(email)
        known.set(key, (known.get(key) ?? new Map<unknown, A>()).set(id, person))
      }
    },
    /** Everybody with this address, by id. */
    with: (email: string): ReadonlyMap<unknown, A> => known.get(keyOf(email)) ?? new Map()
  }
}
