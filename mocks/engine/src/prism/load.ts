/** Loads Prism when its first server starts. If you only use sandboxes, you need not install it. */
import { Effect } from "effect"
import { PrismNotInstalled } from "../errors.ts"

const isMissing = (cause: unknown): boolean =>
  cause instanceof Error &&
  "code" in cause &&
  cause.code === "ERR_MODULE_NOT_FOUND" &&
  /'@stoplight\//.test(cause.message)

export const load = Effect.tryPromise({
  try: async () => ({ Server: await import("./Server.ts"), Spec: await import("./Spec.ts") }),
  catch: (cause) => cause
}).pipe(Effect.catch((cause) => (isMissing(cause) ? Effect.fail(new PrismNotInstalled()) : Effect.die(cause))))
