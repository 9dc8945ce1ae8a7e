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
type Meanings = Readonly<Record<Event, Meaning>>

const given: Meanings = {
  addedRequired: ["breaking", "calls without it are refused"],
  addedOptional: ["additive", "calls without it stay as they are"],
  removed: ["breaking", "calls that give it are refused, or it means nothing any more"],
  becameRequired: ["breaking", "calls without it are refused"],
  becameOptional: ["additive", "calls may leave it out"],
  replaced: ["breaking", "what callers give is refused"],
  kindAdded: ["additive", "more is taken than was"],
  kindRemoved: ["breaking", "some of what callers may give is refused"],
  specified: ["breaking", "some of what callers may give is refused"],
  unspecified: ["additive", "more is taken than was"],
  nullAdded: ["additive", "more is taken than was"],
  nullRemoved: ["breaking", "calls that give null are refused"],
  memberAdded: ["additive", "more is taken than was"],
  memberRemoved: ["breaking", "calls that give it are refused"],
  opened: ["additive", "more is taken than was"],
  closed: ["breaking", "calls that give another are refused"],
  knownAdded: ["additive", "editors offer it; it was taken before"],
  knownRemoved: ["invisible", "editors do not offer it; it is taken as before"],
  tightened: ["breaking", "some of what callers may give is refused"],
  loosened: ["additive", "more is taken than was"],
  limitChanged: ["breaking", "some of what callers may give is refused"],
  restAdded: ["additive", "more is taken than was"],
  restRemoved: ["breaking", "calls that give other fields are refused"],
  defaultChanged: ["breaking", "calls that leave it out mean something else"],
  defaultNoted: ["invisible", "said now, or no longer; what leaving it out does stays"]
}

const read: Meanings = {
  addedRequired: ["additive", "there is more to read"],
  addedOptional: ["additive", "there is more to read"],
  removed: ["breaking", "code that reads it does not compile"],
  becameRequired: ["additive", "code for its absence still compiles"],
  becameOptional: ["breaking", "code that counts on it does not compile"],
  replaced: ["breaking", "code that reads it does not compile"],
  kindAdded: ["breaking", "code for the kinds there were does not compile"],
  // If a number is no longer possible, `x.toFixed()` in a branch for numbers is a type error.
  kindRemoved: ["breaking", "code for that kind does not compile"],
  specified: ["additive", "code for anything reads it as well"],
  unspecified: ["breaking", "code that counts on the type does not compile"],
  nullAdded: ["breaking", "code without a branch for it does not compile"],
  // The contract checks compare this with the specification.
  nullRemoved: ["additive", "code with a branch for it still compiles"],
  memberAdded: ["breaking", "code that names every member is incomplete"],
  // A comparison with a literal that the type does not contain is a type error.
  memberRemoved: ["breaking", "code that names it does not compile"],
  opened: ["breaking", "code that names every member is incomplete"],
  closed: ["breaking", "a member not listed costs the answer"],
  knownAdded: ["additive", "it was read before, as any other text"],
  knownRemoved: ["invisible", "it is still read, as any other text"],
  tightened: ["breaking", "an answer that was read is refused, and no type says so"],
  loosened: ["breaking", "values come that could not"],
  limitChanged: ["breaking", "values come that could not"],
  restAdded: ["additive", "there is more to read"],
  restRemoved: ["breaking", "code that reads other fields does not compile"],
  defaultChanged: ["invisible", "answers are read as they come"],
  defaultNoted: ["invisible", "answers are read as they come"]
}

/** Consumers of a mock use any language. For them, less variety is only a stricter promise. */
const answered: Meanings = {
  ...read,
  removed: ["breaking", "consumers that read it find nothing"],
  becameRequired: ["additive", "it can be counted on"],
  becameOptional: ["breaking", "consumers that count on it may find nothing"],
  replaced: ["breaking", "consumers read another type"],
  kindAdded: ["breaking", "consumers meet a type that they do not know"],
  kindRemoved: ["additive", "less to be ready for"],
  specified: ["additive", "less to be ready for"],
  unspecified: ["breaking", "consumers meet types that they do not know"],
  nullAdded: ["breaking", "consumers meet null where there was none"],
  nullRemoved: ["additive", "less to be ready for"],
  memberAdded: ["breaking", "consumers meet a member that they do not know"],
  memberRemoved: ["additive", "less to be ready for"],
  opened: ["breaking", "consumers meet members that they do not know"],
  closed: ["additive", "less to be ready for"],
  tightened: ["additive", "less to be ready for"],
  restAdded: ["invisible", "fields that nobody lists are nobody's to count on"],
  restRemoved: ["invisible", "fields that nobody lists are nobody's to count on"]
}

const sameType = "callers give the same; how it travels is the contract checks' matter"
const received: Meanings = {
  ...every(["invisible", "callers read the same, and from more answers"]),
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
    ["breaking", "an answer that was read is refused, and no type says so"]
  )
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
  sent: every(["invisible", sameType]),
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

/** The place appended to the location: `success [].name`, `200 answer name`, `query filter.owner`. */
const join = (location: string, place: string): string => {
  if (place === "") return location
  if (/^success$| (answer|body|details)$/.test(location)) return `${location} ${place}`
  return place.startsWith("[") ? `${location}${place}` : `${location}.${place}`
}
