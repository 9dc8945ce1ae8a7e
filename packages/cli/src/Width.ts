/** The width of a text on a terminal. */
import { displayWidth } from "effect/cli/CliOutput"

/** The columns that a text takes. Plain ASCII, which is nearly all text, needs no segmenting. */
export const widthOf = (text: string): number => (/^[ -~]*$/.test(text) ? text.length : displayWidth(text))
