/** Reads text files. */
import { readFileSync } from "node:fs"

/** The text of a file in UTF-8, without the byte order mark that some editors write. Throws like `readFileSync`. */
export const read = (file: string): string => new TextDecoder().decode(readFileSync(file))
