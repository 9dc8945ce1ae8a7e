/** What a vendor can do for the job. The job itself knows no vendor. */
import type { VendorError } from "@salesbridge/core"
import { Effect, Result } from "effect"
import { type Contact, type Person, profileIdOf } from "./Contact.ts"
import type { Cell } from "./Row.ts"

/** A call at a vendor; without a service, it can run. */
export type Call<A, Service = never> = Effect.Effect<A, VendorError.Failure, Service>

/** A person as a vendor has them: a text that is meant as an address may be anything. */
export interface KnownPerson {
  readonly emails: ReadonlyArray<string>
  /** The last segment of the LinkedIn profile's address. */
  readonly linkedin?: string | undefined
}

/** A person who unsubscribed, with the vendor's term for it. */
export interface Unsubscribed extends KnownPerson {
  readonly term: string
}

/** Identifies the LinkedIn profile by which a destination reaches this person, if it does. */
export const profileIdAt = ({ byProfile }: Pick<Destination, "byProfile">, { linkedin }: Pick<Person, "linkedin">) =>
  byProfile === true && linkedin !== undefined ? profileIdOf(linkedin) : undefined

/** The cell of a contact who is, by the profile, somebody who unsubscribed under another address. */
export const sameAsUnsubscribed = (reason: string): Cell => ({
  kind: "lacking",
  text: "same one",
  detail: `is the same person as one who unsubscribed: ${reason}`
})

/** The texts that are not missing. */
export const given = (...texts: ReadonlyArray<unknown>): ReadonlyArray<string> =>
  texts.filter((text): text is string => typeof text === "string" && text !== "")

/** A vendor that can be told to stop contacting a person. */
export interface VendorAdapter {
  /** The short name that failures have: `salesloft`. */
  readonly vendor: string
  /** The name for people: `Salesloft`. */
  readonly name: string
  readonly url: string
  /** The list, campaign or cadence that contacts are delivered to: `cadence 456`. Absent if they only come from here. */
  readonly into?: string
  /** How to suppress this person; undefined if the vendor does not know the person. Only reads. */
  readonly suppression: (person: Person) => Call<Suppression | undefined>
  /** Describes suppressions that are about to be made: `unsubscribe 2 leads`. */
  readonly suppresses: (people: ReadonlyArray<string>) => string
  /** Describes deliveries that are about to be made: `add 3 leads`. Absent if there are none. */
  readonly delivers?: (count: number) => string
}

/** How a vendor suppresses a person that it knows. */
export type Suppression =
  | { readonly _tag: "Already" }
  | { readonly _tag: "Impossible"; readonly reason: string }
  /** Safe to repeat. */
  | { readonly _tag: "ToDo"; readonly run: Call<unknown> }

/** A vendor that contacts are delivered to. */
export interface Destination extends VendorAdapter {
  /** Identifies the address of the vendor and `into` in the journal. */
  readonly target: string
  /** The name in the journal of the step that must not happen twice. */
  readonly step: string
  /** The text in the report after a delivery: `on cadence`. At most ten characters. */
  readonly done: string
  /** The people who are in there already. Called once, before everything else. */
  readonly members: Call<Iterable<KnownPerson>>
  /** Whether contacts are reached by their LinkedIn profile, which may be that of another address. */
  readonly byProfile?: boolean
  /** Whether a member needs no delivery. */
  readonly membersAreDone: boolean
  /** Who unsubscribed, with the vendor's term. Absent if the vendor does not tell. */
  readonly unsubscribed?: Call<Iterable<Unsubscribed>>
  /**
   * Why a contact cannot be delivered, although nothing failed: `no profile`. Called once for each contact, in order.
   * `firstWith` returns the address of the first contact that claimed a value, which may be this contact.
   */
  readonly lacks?: (contact: Contact, firstWith: (value: string) => string) => Pick<Cell, "text" | "detail"> | undefined
  /** Does everything before the step. Safe to repeat. */
  readonly prepare: (contact: Contact) => Call<Prepared>
}

/** The step that must not happen twice, and how to find out whether it happened. */
export interface Prepared {
  readonly send: Call<unknown>
  /** Undefined if it did not happen. */
  readonly find: Call<Found | undefined>
  /** The same if an earlier run may have done it at that time, perhaps with other data. Absent if `find` needs no data. */
  readonly findSince?: (time: number) => Call<Found | undefined>
  /** Whether something other than this job may have done the step, so that `find` must come before `send`. */
  readonly findFirst: boolean
  /** The vendor's term, if its response shows that this person unsubscribed. Then nothing is sent. */
  readonly unsubscribed?: string | undefined
  /** The addresses under which the vendor has this person. Nothing is sent if one of them unsubscribed. */
  readonly emails?: ReadonlyArray<string>
}

/** The step happened; `but` adds what is unusual about it. */
export interface Found {
  readonly but?: string
}

/** Does it for all of them, whichever fails. Fails with the first failure, which may be from before. */
export const forAll = Effect.fnUntraced(function* <A, E, R>(
  all: Iterable<A>,
  one: (one: A) => Effect.Effect<unknown, E, R>,
  before: Result.Result<unknown, E> = Result.void
) {
  const done = yield* Effect.forEach(all, (each) => Effect.result(one(each)))
  yield* Effect.fromResult(done.find(Result.isFailure) ?? before)
})

/** A count with its noun: `1 lead`, `2 leads`. */
export const some = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`
