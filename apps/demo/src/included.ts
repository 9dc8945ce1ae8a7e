/** The files that come with the demo. */
import { fileURLToPath } from "node:url"

export const included = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url))
