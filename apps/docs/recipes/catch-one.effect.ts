import { People } from "@salesbridge/salesloft"
import { Effect } from "effect"

/** Returns the person, or undefined if nobody has the id. `NotFound` is no longer one of its errors. */
export const findPerson = (id: number) =>
  People.get({ id }).pipe(
    Effect.map(({ data }) => data),
    Effect.catchTag("NotFound", () => Effect.succeed(undefined))
  )
