/** The flags that select where calls go. */
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { CommandFailure } from "./CommandFailure.ts"
import type { Target } from "./Connection.ts"
import * as Exclusive from "./Exclusive.ts"

/** The flags that select where calls go. */
export const targetFlags = {
  sandbox: Flag.Boolean("sandbox").pipe(
    Flag.withDescription("Call a sandbox that is started for this call"),
    Flag.withDefault(false)
  ),
  baseUrl: Flag.String("base-url").pipe(
    Flag.withMetavar("url"),
    Flag.withDescription("Call this origin instead of the vendor's"),
    Flag.optional
  ),
  profile: Flag.String("profile").pipe(
    Flag.withMetavar("name"),
    Flag.withDescription("Use the credentials stored under this name"),
    Flag.optional
  )
}

/** The target that these flags select. */
export const targetOf = (flags: {
  readonly sandbox: boolean
  readonly baseUrl: Option.Option<string>
  readonly profile: Option.Option<string>
}): Effect.Effect<Target, CommandFailure> => {
  const target = {
    sandbox: flags.sandbox,
    baseUrl: Option.getOrUndefined(flags.baseUrl),
    profile: Option.getOrUndefined(flags.profile)
  }
  return Effect.as(Exclusive.check({ "--sandbox": target.sandbox, "--base-url": target.baseUrl !== undefined }), target)
}
