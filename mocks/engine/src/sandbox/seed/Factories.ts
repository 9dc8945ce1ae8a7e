/** How a vendor's rules complete the rows that tests add. What a vendor does not define here is derived from its seed. */

/** A row of a table. Tables are lists, or records by identifier. */
export type RowOf<Table> =
  Table extends ReadonlyArray<infer Row> ? Row : Table extends Readonly<Record<string, infer Row>> ? Row : never

/** Tables are the members of a state that contain objects. */
type IsTable<Row> = [Row] extends [never]
  ? false
  : Row extends object
    ? string extends keyof Row
      ? false
      : true
    : false

/** The names of a state's tables. Any string if `State` is `any`. */
export type TableOf<State> = keyof State &
  (0 extends 1 & State
    ? string
    : {
        [Name in keyof State & string]: IsTable<RowOf<State[Name]>> extends true ? Name : never
      }[keyof State & string])

/** What a default can use. */
export interface Making<State> {
  readonly state: State
  /** Milliseconds since 1970 on the sandbox's clock. */
  readonly now: number
  readonly uuid: () => string
}

export interface Factories<State> {
  /**
   * Fields of a new row. Undefined leaves a field out. Default: the fields that all rows of the seed have, with values
   * derived from those rows.
   */
  readonly defaults?: {
    readonly [Name in TableOf<State>]?: (
      making: Making<State>,
      given: Partial<RowOf<State[Name]>>
    ) => { readonly [Field in keyof RowOf<State[Name]>]?: RowOf<State[Name]>[Field] | undefined }
  }
  /** How to compute a row's key. Needed only if no field holds the key, or if the table is empty in the seed. */
  readonly keys?: { readonly [Name in TableOf<State>]?: (row: RowOf<State[Name]>) => string }
  /** By field: the table that its identifiers refer to. */
  readonly links?: Readonly<Record<string, TableOf<State>>>
  /** By table and field: all allowed values. */
  readonly choices?: {
    readonly [Name in TableOf<State>]?: {
      readonly [Field in keyof RowOf<State[Name]>]?: ReadonlyArray<RowOf<State[Name]>[Field]>
    }
  }
  /** By table: fields that may be null although no row of the seed has null. */
  readonly nullable?: {
    readonly [Name in TableOf<State>]?: ReadonlyArray<keyof RowOf<State[Name]>>
  }
  /** Tables that `clear()` keeps: what customers set up before they begin. */
  readonly setup?: ReadonlyArray<TableOf<State>>
}
