/** Building blocks of generated files. */
import { wrap } from "@salesbridge/text-layout/wrap"

export const quoted = (value: unknown) => JSON.stringify(value)
/** Returns the code for a property name. `__proto__` would set the prototype, with or without quotes. */
export const key = (name: string) => {
  if (name === "__proto__") return '["__proto__"]'
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name)
}
/** Returns the first words of a description in the specification, suitable for a comment. */
export const firstWords = (text: string | undefined): string | undefined => {
  const line = text
    ?.split(/\n\s*\n/)[0]
    ?.replaceAll(/\s+/g, " ")
    .trim()
  if (line === undefined || line === "") return undefined
  const short = line.length <= 300 ? line : `${line.slice(0, 300).replace(/\s\S*$/, "")} ...`
  return /[.!?…]$/.test(short) ? short : `${short}.`
}

const wrapped = (text: string, width: number) => wrap(text, width, { longWords: "keep" })

/** Wraps prose into lines. */
export const paragraph = (text: string): string => wrapped(text, 118).join("\n")

/** Returns a text that cannot end the comment that it is in. */
export const harmless = (text: string): string =>
  text
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .replaceAll("*/", "*\\/")
    .trim()

/** Wraps a text, whatever it contains, in a doc comment. */
export const comment = (words: string, indent = ""): string => {
  const text = harmless(words)
  return text.length + indent.length <= 112
    ? `${indent}/** ${text} */`
    : [`${indent}/**`, ...wrapped(text, 114 - indent.length).map((_) => `${indent} * ${_}`), `${indent} */`].join("\n")
}

export const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`
