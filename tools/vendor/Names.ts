/** Converts names from one notation to another. */

/** Returns the words of a name in any notation: `listWidgets`, `list_widgets`, `List widgets`. */
export const words = (name: string): ReadonlyArray<string> =>
  name
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036F'’]/g, "")
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .split(/[^A-Za-z\d]+/)
    .filter((word) => word !== "")

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** `ListWidgets`. */
export const pascal = (name: string): string => {
  const made = words(name).map(capital).join("")
  return /^\d/.test(made) ? `N${made}` : made
}

/** `listWidgets`. */
export const camel = (name: string): string => {
  const made = words(name)
    .map((word, index) => (index === 0 ? word.toLowerCase() : capital(word)))
    .join("")
  return /^\d/.test(made) ? `n${made}` : made
}

/** `List widgets`. */
export const sentence = (name: string): string => capital(words(name).join(" ").toLowerCase())

/** `widget` for `widgets`, judged by the ending. */
export const singular = (word: string): string => {
  if (/ies$/i.test(word)) return word.replace(/ies$/i, "y")
  if (/(ss|us|is)$/i.test(word)) return word
  if (/(x|ch|sh|ss)es$/i.test(word)) return word.slice(0, -2)
  return word.replace(/s$/i, "")
}

/** Returns the class that a package's users import, in the vendor's own spelling: `SalesBlink` for salesblink. */
export const className = (name: string, title: string | undefined): string => {
  const written = (title ?? "").replaceAll(/[^A-Za-z\d]/g, "")
  const flat = name.replaceAll("-", "")
  return written.toLowerCase().startsWith(flat) ? capital(written.slice(0, flat.length)) : pascal(name)
}

/** `ACME_API_KEY`, the form that contract-kit's live runs look for. */
export const variable = (vendor: string, name: string): string =>
  `${vendor}_${name.replaceAll(/([a-z\d])([A-Z])/g, "$1_$2")}`.toUpperCase().replaceAll(/[^A-Z\d]+/g, "_")

/** Whether a generated file can declare this name. */
const isFree = (name: string): boolean => /^[A-Za-z_$][\w$]*$/.test(name) && !reserved.has(name)

/** JavaScript's own names, and those that the generated modules import. A module with `then` could not be awaited. */
const reserved = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false
  finally for function if implements import in instanceof interface let new null package private protected public return
  static super switch this throw true try typeof undefined var void while with yield
  declareDel declareGet declarePatch declarePost declarePut guessed then toDo`.split(/\s+/)
)

/** Returns the first name that is free and not taken, or the last with a number. */
export const firstFree = (names: ReadonlyArray<string>, taken: ReadonlySet<string>): string => {
  const found = names.find((_) => isFree(_) && !taken.has(_))
  for (let next = 2, last = names.at(-1)!; ; next++) {
    const name = found ?? `${last}${next}`
    if (found !== undefined || !taken.has(name)) return name
  }
}

/**
 * Returns the name of an operation in the module of its resource, its id without the resource's words: `list` for
 * `listWidgets` in `Widgets`, `remove` for `deleteWidget`. If that is empty, reserved or taken, returns the whole id, or one like it.
 */
export const method = (id: string, resource: string, taken: ReadonlySet<string>): string => {
  const all = words(id).map((_) => _.toLowerCase())
  const theirs = words(resource).map((_) => _.toLowerCase())
  const last = theirs.at(-1) ?? ""
  const same = (word: string | undefined, index: number) =>
    word === theirs[index] || (index === theirs.length - 1 && word !== undefined && singular(word) === singular(last))
  const start = all.findIndex((_, from) => theirs.every((__, index) => same(all[from + index], index)))
  const left = start < 0 ? all : [...all.slice(0, start), ...all.slice(start + theirs.length)]
  const short = camel((left.length === 1 && left[0] === "delete" ? ["remove"] : left).join(" "))
  return firstFree([short, camel(id), `${camel(id)}Call`], taken)
}
