/** Flags for whole numbers within bounds. Others are wrong usage. */
import * as Flag from "effect/cli/Flag"

const whole = (name: string, least: number, most: number, words: string): Flag.Flag<number> =>
  Flag.Int(name).pipe(
    Flag.filter(
      (_) => _ >= least && _ <= most,
      () => words
    )
  )

/** A port; 0 stands for a free one. */
export const port = (name: string): Flag.Flag<number> => whole(name, 0, 65_535, "Expected a number from 0 to 65535")

/** A number of things, at least 1. */
export const count = (name: string): Flag.Flag<number> => whole(name, 1, Infinity, "Expected a number from 1")
