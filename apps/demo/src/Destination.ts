/**
 * What a vendor is to the job. Each vendor has one file that says it; the job knows none of them, so that one more is
 * one more file and a line in `destinations.ts`.
 */
import type { Vendor, VendorError, WebhookReceiver } from "@salesbridge/core"
import type { Effect, Redacted, Scope } from "effect"
import type { HttpClient } from "effect/http"
import type { Contact, Person } from "./Contact.ts"
import type { Cell } from "./Row.ts"

type Failure = VendorError.Failure

/** A vendor that can be told to leave somebody alone. */
export interface Place {
  /** Short, as failures have it: `salesloft`. */
  readonly vendor: string
  /** For people: `Salesloft`. */
  readonly name: string
  /**
   * What makes the vendor leave this person alone; undefined where it does not know the person. Looking is all that it
   * does, so that everything can be named before anything is written.
   */
  readonly suppression: (person: Person) => Effect.Effect<Suppression | undefined, Failure>
  /** Names so many suppressions before they are done: `unsubscribe 2`. */
  readonly suppresses: (people: ReadonlyArray<string>) => string
}

/** How a vendor that knows somebody leaves them alone: it does so already, it cannot be told to, or by this call. */
export type Suppression =
  | { readonly _tag: "Already" }
  | { readonly _tag: "Impossible"; readonly reason: string }
  /** Safe to repeat. */
  | { readonly _tag: "ToDo"; readonly run: Effect.Effect<unknown, Failure> }

/** A vendor that contacts are brought to. */
export interface Destination extends Place {
  /** What in the vendor it is: `cadence 456`. */
  readonly into: string
  /** What journals know it by. Another target, another journal's business. */
  readonly target: string
  /** The step that must not happen twice, as the journal calls it. */
  readonly step: string
  /** What a contact is afterwards, in one word or two: `on cadence`. */
  readonly done: string
  /** Names so many deliveries before they are done: `add 3 prospects`. */
  readonly delivers: (count: number) => string
  /** Who is in there now, by the keys of their addresses. Asked once, first of all. */
  readonly members: Effect.Effect<ReadonlySet<string>, Failure>
  /** Whether who is in there has all that a delivery would bring. */
  readonly membersAreDone: boolean
  /**
   * Who of these unsubscribed, says this vendor, by the keys of their addresses, and its words for that. Absent where
   * the vendor cannot be asked.
   */
  readonly unsubscribed?: (emails: Iterable<string>) => Effect.Effect<Iterable<readonly [string, string]>, Failure>
  /**
   * Why a contact is none for this vendor, though nothing failed: `no profile`. Contacts come in their order;
   * `firstWith` gives the address of the first that asked for a thing, as this one then has.
   */
  readonly lacks?: (contact: Contact, firstWith: (thing: string) => string) => Pick<Cell, "text" | "detail"> | undefined
  /** Everything before the step, all of it safe to repeat. */
  readonly prepare: (contact: Contact) => Effect.Effect<Prepared, Failure>
}

/** The step that must not happen twice, and how to see whether it happened. */
export interface Prepared {
  readonly send: Effect.Effect<unknown, Failure>
  /** Undefined where it did not happen. */
  readonly find: Effect.Effect<Found | undefined, Failure>
  /** Whether it may have happened without this job's knowing, so that it is looked for first. */
  readonly findFirst: boolean
  /** In the vendor's words, where its answer shows that this person unsubscribed. Then nothing is sent. */
  readonly unsubscribed?: string | undefined
}

/** It happened; `but`: not as one would think. */
export interface Found {
  readonly but?: string
}

/** What a vendor needs to be told before it can be a destination: a flag of the command. */
export interface Setting {
  readonly flag: string
  readonly metavar: string
  readonly description: string
  /** What stands for it offline. */
  readonly sample: string
  /** What it is where it is not given, at the real vendors, too. Absent: it must be given there. */
  readonly usual?: (given: (flag: string) => string | undefined) => string
  /** What another setting must be for this one to count. */
  readonly only?: { readonly flag: string; readonly value: string }
  /** What is wrong with a value. */
  readonly problem?: (value: string) => string | undefined
}

/** How a vendor is reached. */
export interface Reach {
  readonly url: string
  /** What journals know it by. Not always the URL, since that of a mock differs with each run. */
  readonly place: string
  /** Those of the variables, or, at a mock, any. */
  readonly credentials: "variables" | "any"
  readonly options: Pick<Vendor.Options, "quota" | "retry" | "timeout">
  readonly setting: (flag: string) => string
}

/** Tells of somebody who unsubscribed, with the vendor's words for that. */
export type WebhookOf = (who: {
  readonly email: string
  readonly linkedin: string | undefined
  readonly words: string
}) => Effect.Effect<unknown, unknown>

/** A vendor before it is reached. */
export interface VendorKind<Connected> {
  readonly vendor: string
  readonly name: string
  /** Its credentials. All of them are needed. */
  readonly variables: readonly [string, ...ReadonlyArray<string>]
  /** The variable that leads somewhere else. */
  readonly baseUrl: string
  /** Where it is by itself. */
  readonly server: string
  readonly settings: ReadonlyArray<Setting>
  /** How it tells who unsubscribed; absent where it does not. */
  readonly webhook?: {
    /** The variable with what it signs with or, where it signs nothing, with the last part of the webhook's address. */
    readonly secret: string
    readonly receiver: (secret: Redacted.Redacted, told: WebhookOf) => WebhookReceiver<never>
  }
  readonly connect: (reach: Reach) => Effect.Effect<Connected, never, HttpClient.HttpClient | Scope.Scope>
}

/** So many things, in words. */
export const some = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`
