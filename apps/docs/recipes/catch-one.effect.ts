import { People } from "@salesbridge/salesloft"
import { Effect } from "effect"

/** Returns the person, or undefined if the id does not exist. `NotFound` is then no longer among its errors. */
export const findPerson = (id: number) =>
  People.get({ id }).pipe(
    Effect.map(({ data }) => data),
    Effect.catchTag("NotFound", () => Effect.succeed(undefined))
  )
