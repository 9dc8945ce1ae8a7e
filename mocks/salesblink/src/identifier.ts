import type { SalesBlinkContext } from "./State.ts"

/** Guess: 24 hexadecimal digits, like the ids of the specification's examples. */
export const identifier = ({ uuid }: Pick<SalesBlinkContext, "uuid">): string => uuid().replaceAll("-", "").slice(0, 24)
