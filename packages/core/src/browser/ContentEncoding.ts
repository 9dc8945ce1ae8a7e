/** Replaces `../ContentEncoding.ts` in bundles for browsers, whose `fetch` decompresses every body. */
import * as Effect from "effect/Effect"
import type * as ContentEncoding from "../ContentEncoding.ts"

export const decode: typeof ContentEncoding.decode = (bytes) => Effect.succeed({ _tag: "Decoded", bytes, whole: true })
export const isFailure: typeof ContentEncoding.isFailure = () => false
