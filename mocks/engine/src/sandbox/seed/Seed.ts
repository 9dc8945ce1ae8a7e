/** Your own data for a sandbox: what a seed can be, and what its function receives. */
import type { RowOf, TableOf } from "./Factories.ts"
import type { Untyped } from "../Json.ts"

type IsAny<Type> = 0 extends 1 & Type ? true : false

/** A Date may replace a string or number. It is written in the vendor's notation. */
type OrDate<Value> = Value | (string extends Value ? Date : number extends Value ? Date : never)

/** Any fields of a row. */
export type SeedRow<Row> = { readonly [Field in keyof Row]?: OrDate<Row[Field]> | undefined }

/** A table, for adding rows. */
export interface SeedTable<Row> {
  /**
   * Adds a row and returns a complete copy of it. Missing fields get the vendor's defaults, such as a free identifier
   * and the current date. Throws an Error that names the mistake.
   */
  readonly add: (fields?: SeedRow<Row>) => Row
  /** Copies of its rows: the vendor's seed, unless cleared, and added rows. */
  readonly rows: () => ReadonlyArray<Row>
  /** Removes all its rows. */
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
  /** The sandbox's time. */
  readonly now: () => Date
  /** An earlier time: `ago({ days: 1 })`. */
  readonly ago: (span: Span) => Date
  /** A later time: `fromNow("2 hours")`. */
  readonly fromNow: (span: Span) => Date
  /** Removes the vendor's seed and scheduled jobs. Keeps what customers set up before they begin, such as users. */
  readonly clear: () => void
}

/** The tables of a sandbox by name, and its clock. */
export type Seeder<State> = SeederClock &
  (IsAny<State> extends true
    ? Readonly<Record<string, SeedTable<Untyped>>>
    : { readonly [Name in TableOf<State>]: SeedTable<RowOf<State[Name]>> })

/**
 * Rows by table, as JSON. A date can be `{"ago": "1 day"}` or `{"fromNow": "2 hours"}`. `clear` first removes the
 * vendor's rows.
 */
export type SeedRows<State> = { readonly clear?: boolean } & (IsAny<State> extends true
  ? Readonly<Record<string, Untyped>>
  : { readonly [Name in TableOf<State>]?: ReadonlyArray<SeedRow<RowOf<State[Name]>>> })

/** Your own data: a function that adds rows, or the rows. */
export type Seed<State = Untyped> = ((seeder: Seeder<State>) => void) | SeedRows<State>
