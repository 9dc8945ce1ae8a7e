/** What a vendor's rules say about rows that a test brings along. What they leave out derives from the vendor's seed. */

/** A row of a table, which is a list or a record by identifier. */
export type RowOf<Table> =
  Table extends ReadonlyArray<infer Row> ? Row : Table extends Readonly<Record<string, infer Row>> ? Row : never

/** Tables are the members of a state that hold things with named fields. */
type IsTable<Row> = [Row] extends [never]
  ? false
  : Row extends object
    ? string extends keyof Row
      ? false
      : true
    : false

/** The names of a state's tables; of an unknown state any. */
export type TableOf<State> = keyof State &
  (0 extends 1 & State
    ? string
    : {
        [Name in keyof State & string]: IsTable<RowOf<State[Name]>> extends true ? Name : never
      }[keyof State & string])

/** What is at hand where a row is made. */
export interface Making<State> {
  readonly state: State
  /** Milliseconds since 1970 on the sandbox's clock. */
  readonly now: number
  readonly uuid: () => string
}

export interface Factories<State> {
  /** Fields of a new row. Undefined: a row can do without that field. Default: what all rows of the seed have. */
  readonly defaults?: {
    readonly [Name in TableOf<State>]?: (
      making: Making<State>,
      given: Partial<RowOf<State[Name]>>
    ) => { readonly [Field in keyof RowOf<State[Name]>]?: RowOf<State[Name]>[Field] | undefined }
  }
  /** What a row is found by, where the seed's rows do not show it: where it is no field, or where there are none. */
  readonly keys?: { readonly [Name in TableOf<State>]?: (row: RowOf<State[Name]>) => string }
  /** By field: the table that holds the row with that identifier, or with those. */
  readonly links?: Readonly<Record<string, TableOf<State>>>
  /** By table and field: all values that there are. */
  readonly choices?: {
    readonly [Name in TableOf<State>]?: {
      readonly [Field in keyof RowOf<State[Name]>]?: ReadonlyArray<RowOf<State[Name]>[Field]>
    }
  }
  /** By table: fields that may be null, though the seed has no row in which they are. */
  readonly nullable?: {
    readonly [Name in TableOf<State>]?: ReadonlyArray<keyof RowOf<State[Name]>>
  }
  /** Tables that `clear()` leaves as they are: what the vendor's customers set up before they begin. */
  readonly setup?: ReadonlyArray<TableOf<State>>
}
