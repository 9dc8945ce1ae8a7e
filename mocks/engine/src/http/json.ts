/** Parses JSON from outside. */

/** The deepest nesting that is accepted. Deeper values would overflow the stack of recursive code. */
const deepest = 200

/** Parses JSON, and ignores a byte order mark. Throws an Error that says what is wrong. */
export const parseJson = (text: string): unknown => {
  if (isTooDeep(text)) throw new Error(`it is nested deeper than ${deepest} levels`)
  return JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text)
}

const isTooDeep = (text: string): boolean => {
  // Shorter text cannot be nested too deeply.
  if (text.length <= deepest) return false
  let depth = 0
  let inText = false
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (inText) {
      if (code === 92) index++
      else if (code === 34) inText = false
    } else if (code === 34) inText = true
    else if (code === 91 || code === 123) {
      if (++depth > deepest) return true
    } else if (code === 93 || code === 125) depth--
  }
  return false
}
