import { People } from "@salesbridge/salesloft"
import { Effect } from "effect"

/** The person, or undefined where nobody has the id; `NotFound` is no error of it any more. */
export const findPerson = (id: number) =>
  People.get({ id }).pipe(
    Effect.map(({ data }) => data),
    Effect.catchTag("NotFound", () => Effect.succeed(undefined))
  )
