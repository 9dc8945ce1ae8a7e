/**
 * Decides what a difference between shapes means, depending on who sends the value and who reads it. All decisions are
 * in one table, each with its reason.
 */
import { finding, type Finding, type Kind } from "./Change.ts"
import type { Difference, Event } from "./ShapeDifference.ts"

/**
 * Who handles the value. Callers pass what is `given`. Callers of a package get what is `read`, and the compiler checks
 * their code against its type. A mock sends what is `answered` to clients in any language. `sent` and `received` are
 * the encoded forms of what callers pass and get, for places where the type did not change.
 */
export type Side = "given" | "read" | "answered" | "sent" | "received"

type Meaning = readonly [Kind, string]

/** The reason if the package refuses responses that it read before, although the type is the same. */
export const refusedResponse = "responses that were read are refused, and no type shows it"

type Meanings = Readonly<Record<Event, Meaning>>

/** A change that cannot be interpreted counts as breaking, so that none is overlooked. */
export const unclear: Meaning = ["breaking", "what it means cannot be told, so it counts as breaking"]

const given: Meanings = {
  addedRequired: ["breaking", "calls without it are refused"],
  addedOptional: ["additive", "calls without it still work"],
  removed: ["breaking", "calls that pass it are refused, or it is ignored"],
  becameRequired: ["breaking", "calls without it are refused"],
  becameOptional: ["additive", "calls may omit it"],
  replaced: ["breaking", "values that calls pass are refused"],
  kindAdded: ["additive", "more values are accepted"],
  kindRemoved: ["breaking", "some values that were accepted are refused"],
  specified: ["breaking", "some values that were accepted are refused"],
  unspecified: ["additive", "more values are accepted"],
  nullAdded: ["additive", "more values are accepted"],
  nullRemoved: ["breaking", "calls that pass null are refused"],
  memberAdded: ["additive", "more values are accepted"],
  memberRemoved: ["breaking", "calls that pass it are refused"],
  opened: ["additive", "more values are accepted"],
  closed: ["breaking", "calls that pass other values are refused"],
  knownAdded: ["additive", "editors suggest it; it was accepted before"],
  knownRemoved: ["invisible", "editors no longer suggest it; it is still accepted"],
  tightened: ["breaking", "some values that were accepted are refused"],
  loosened: ["additive", "more values are accepted"],
  limitChanged: ["breaking", "some values that were accepted are refused"],
  restAdded: ["additive", "more values are accepted"],
  restRemoved: ["breaking", "calls that pass other fields are refused"],
  defaultChanged: ["breaking", "calls that omit it mean something else"],
  defaultNoted: ["invisible", "only documented differently; omitting it still means the same"],
  unclear
}

const read: Meanings = {
  addedRequired: ["additive", "there is more to read"],
  addedOptional: ["additive", "there is more to read"],
  removed: ["breaking", "code that reads it does not compile"],
  becameRequired: ["additive", "code that handles its absence still compiles"],
  becameOptional: ["breaking", "code that relies on it does not compile"],
  replaced: ["breaking", "code that reads it does not compile"],
  kindAdded: ["breaking", "code for the earlier types does not compile"],
  // If a number is no longer possible, `x.toFixed()` in a branch for numbers is a type error.
  kindRemoved: ["breaking", "code for that type does not compile"],
  specified: ["additive", "code for any value still compiles"],
  unspecified: ["breaking", "code that relies on the type does not compile"],
  nullAdded: ["breaking", "code that does not handle null does not compile"],
  // The contract checks compare this with the specification.
  nullRemoved: ["additive", "code that handles null still compiles"],
  memberAdded: ["breaking", "code that lists every member is incomplete"],
  // A comparison with a literal that the type does not contain is a type error.
  memberRemoved: ["breaking", "code that names it does not compile"],
  opened: ["breaking", "code that lists every member is incomplete"],
  closed: ["breaking", "responses with other values are refused"],
  knownAdded: ["additive", "it was read before, like any other string"],
  knownRemoved: ["invisible", "it is still read, like any other string"],
  tightened: ["breaking", refusedResponse],
  loosened: ["breaking", "values occur that did not before"],
  limitChanged: ["breaking", "values occur that did not before"],
  restAdded: ["additive", "there is more to read"],
  restRemoved: ["breaking", "code that reads other fields does not compile"],
  defaultChanged: ["invisible", "responses are read unchanged"],
  defaultNoted: ["invisible", "responses are read unchanged"],
  unclear
}

/** Consumers of a mock use any language. For them, less variety is only a stricter promise. */
const answered: Meanings = {
  ...read,
  removed: ["breaking", "consumers that read it find nothing"],
  becameRequired: ["additive", "consumers can rely on it"],
  becameOptional: ["breaking", "consumers that rely on it may find nothing"],
  replaced: ["breaking", "consumers get another type"],
  kindAdded: ["breaking", "consumers get a type that they do not expect"],
  kindRemoved: ["additive", "consumers have fewer cases to handle"],
  specified: ["additive", "consumers have fewer cases to handle"],
  unspecified: ["breaking", "consumers get types that they do not expect"],
  nullAdded: ["breaking", "consumers get null where there was none"],
  nullRemoved: ["additive", "consumers have fewer cases to handle"],
  memberAdded: ["breaking", "consumers get a value that they do not expect"],
  memberRemoved: ["additive", "consumers have fewer cases to handle"],
  opened: ["breaking", "consumers get values that they do not expect"],
  closed: ["additive", "consumers have fewer cases to handle"],
  tightened: ["additive", "consumers have fewer cases to handle"],
  restAdded: ["invisible", "nobody can rely on fields that are not listed"],
  restRemoved: ["invisible", "nobody can rely on fields that are not listed"]
}

const sameType = "callers pass the same; the contract checks compare how it is sent"
const received: Meanings = {
  ...every(["invisible", "callers get the same, from more responses"]),
  ...pick(
    [
      "addedRequired",
      "becameRequired",
      "replaced",
      "kindRemoved",
      "specified",
      "nullRemoved",
      "memberRemoved",
      "closed",
      "tightened",
      "limitChanged",
      "restRemoved"
    ],
    ["breaking", refusedResponse]
  ),
  unclear
}

function every(meaning: Meaning): Meanings {
  return pick(Object.keys(given) as ReadonlyArray<Event>, meaning) as Meanings
}

function pick(events: ReadonlyArray<Event>, meaning: Meaning): Partial<Meanings> {
  return Object.fromEntries(events.map((event) => [event, meaning]))
}

const table: Readonly<Record<Side, Meanings>> = {
  given,
  read,
  answered,
  sent: { ...every(["invisible", sameType]), unclear },
  received
}

/** The differences at a location, each with its meaning for that side. */
export const meanings = (
  side: Side,
  location: string,
  differences: ReadonlyArray<Difference>
): ReadonlyArray<Finding> =>
  differences.map(({ after, before, event, place }) =>
    finding(join(location, place), before, after, table[side][event])
  )

/** The place appended to the location: `success [].name`, `200 response name`, `query filter.owner`. */
const join = (location: string, place: string): string => {
  if (place === "") return location
  if (/^success$| (response|body|details)$/.test(location)) return `${location} ${place}`
  return place.startsWith("[") ? `${location}${place}` : `${location}.${place}`
}
