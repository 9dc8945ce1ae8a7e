/** Cuts a text to a width. */
import { headOf } from "./headOf.ts"

/** The text if it takes at most `width` columns, or else its beginning with a mark at the cut. */
export const fit = (text: string, width: number, widthOf: (text: string) => number = ({ length }) => length): string =>
  widthOf(text) <= width ? text : `${headOf(text, width - 1, widthOf)}…`
