/** Data of one's own for a sandbox: what a caller writes, and what it is given for that. */
import type { RowOf, TableOf } from "./Factories.ts"
import type { Untyped } from "../Json.ts"

type IsAny<Type> = 0 extends 1 & Type ? true : false

/** Where plain text or a number stands, a Date may stand, too: it is written as the vendor writes dates. */
type OrDate<Value> = Value | (string extends Value ? Date : number extends Value ? Date : never)

/** Any fields of a row. */
export type SeedRow<Row> = { readonly [Field in keyof Row]?: OrDate<Row[Field]> | undefined }

/** A table that rows can be added to. */
export interface SeedTable<Row> {
  /**
   * Adds a row and returns a copy of it, whole. What is not given is as the vendor has it for something new: an
   * identifier that is free, dates of now. Throws an Error that names what is wrong.
   */
  readonly add: (fields?: SeedRow<Row>) => Row
  /** Its rows: those of the vendor's seed, unless cleared, and those that were added. Copies. */
  readonly rows: () => ReadonlyArray<Row>
  /** Takes all of its rows away. */
  readonly clear: () => void
}

/** A length of time: milliseconds, text like "15 minutes" or "1 day", or its parts. */
export type Span =
  | number
  | string
  | {
      readonly days?: number
      readonly hours?: number
      readonly minutes?: number
      readonly seconds?: number
    }

interface SeederClock {
  /** What the sandbox's clock shows. */
  readonly now: () => Date
  /** So long before that: `ago({ days: 1 })`. */
  readonly ago: (span: Span) => Date
  /** So long after that. */
  readonly fromNow: (span: Span) => Date
  /** Takes away what the vendor's seed has, and what is due, but not what an account is set up with, like its users. */
  readonly clear: () => void
}

/** The tables of a sandbox by name, and its clock. */
export type Seeder<State> = SeederClock &
  (IsAny<State> extends true
    ? Readonly<Record<string, SeedTable<Untyped>>>
    : { readonly [Name in TableOf<State>]: SeedTable<RowOf<State[Name]>> })

/**
 * Rows by table, as JSON may have them: a date is also `{"ago": "1 day"}` or `{"fromNow": "2 hours"}`. `clear` takes
 * the vendor's own away before.
 */
export type SeedRows<State> = { readonly clear?: boolean } & (IsAny<State> extends true
  ? Readonly<Record<string, Untyped>>
  : { readonly [Name in TableOf<State>]?: ReadonlyArray<SeedRow<RowOf<State[Name]>>> })

/** Data of one's own: a function that adds it, or the rows themselves. */
export type Seed<State = Untyped> = ((seeder: Seeder<State>) => void) | SeedRows<State>
