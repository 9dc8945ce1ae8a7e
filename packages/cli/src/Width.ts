/** How wide a text is on a terminal. */
import { displayWidth } from "effect/cli/CliOutput"

/** The columns that a text takes. Plain ASCII, which nearly all of it is, needs no segmenting. */
export const widthOf = (text: string): number => (/^[ -~]*$/.test(text) ? text.length : displayWidth(text))
