/* oxlint-disable typescript/no-explicit-any -- erased types of operations of every kind */
/**
 * A vendor's operation as data. The call, its contract checks, the coverage table and the documentation derive from
 * this one value. The value is also the function that makes the call. `Declare.ts` creates it.
 */
import type * as Brand from "effect/Brand"
import type * as Effect from "effect/Effect"
import type * as Schema from "effect/Schema"
import type { DecodedResponse } from "./DecodedResponse.ts"
import type { CallOptions } from "./CallOptions.ts"
import type { Method, Safety } from "./Method.ts"
import type { FailureOf } from "./CallError.ts"
import type { InputIssue, StatusClass } from "./VendorError.ts"

export type { Method, Safety } from "./Method.ts"

/** A schema for a value in a path, query or header. In a query it may be a list. */
export type ParameterSchema = Schema.ConstraintCodec<any, any>

/** Parameters by their names on the wire. */
export type Parameters = { readonly [name: string]: ParameterSchema }

/** What a declaration states in addition to method and path. */
export interface Options<
  Path extends Parameters,
  Query extends Parameters,
  Headers extends Parameters,
  Body extends Parameters,
  Success extends Schema.ConstraintCodec<any, any>,
  Errors extends ReadonlyArray<StatusClass>,
  Id extends string = string
> {
  /** A short name, unique among the vendor's operations: the `operationId` in its specification. */
  readonly id: Id
  /** The operation's title in the vendor's API reference. */
  readonly source: string
  /** The placeholders of the path. */
  readonly path?: Path
  /** Query parameters, by their names on the wire. */
  readonly query?: Query
  /** Header parameters, by their names on the wire. */
  readonly headers?: Headers
  /** The fields of the JSON body. */
  readonly body?: Body
  /** Body fields with the same value in every call. */
  readonly constantBody?: { readonly [name: string]: Schema.Json }
  /** The schema of a 2xx body; `Schema.Void` for no body. */
  readonly success: Success
  /** The body that an empty 2xx response stands for. Default: an empty body is an `UnexpectedResponse`. */
  readonly emptySuccess?: Success["Encoded"]
  /** The statuses whose empty body is replaced by `emptySuccess`. Default: every 2xx. */
  readonly emptyStatuses?: ReadonlyArray<number>
  /** The documented errors, in addition to those that every call of the vendor can return. */
  readonly errors?: Errors
  /** Default: `safe` for GET, `idempotent` for PUT and DELETE, `unsafe` for the rest. */
  readonly safety?: Safety
  /** The name of the vendor's server that answers. Default: the first. */
  readonly server?: string
  /** The names of the credentials that the call carries. Default: all. */
  readonly credentials?: ReadonlyArray<string>
  /** The units of quota that a call takes. Default: the vendor's rule, or 1 if it has none. */
  readonly cost?: (input: never) => number
  /**
   * Finds problems that no single field shows, such as that one of several fields is needed. If it finds any, nothing
   * is sent.
   */
  readonly check?: (input: { readonly [name: string]: unknown }) => ReadonlyArray<InputIssue>
  /** An input for documentation and contract checks. Missing fields are taken from the examples of the schemas. */
  readonly example?: { readonly [name: string]: unknown }
  /** `public`: known only from sources other than the vendor's API reference. */
  readonly provenance?: "public"
}

/** An operation without its types, for catalogs, contract checks and tables. */
export interface Any {
  readonly id: string
  /** Increases with each declaration in a module. Catalogs list operations in this order. */
  readonly position?: number
  readonly source: string
  readonly vendor: string
  readonly method: Method
  /** The full path, with `{placeholders}`. */
  readonly path: string
  readonly parameters: {
    readonly path: Parameters
    readonly query: Parameters
    readonly headers: Parameters
    readonly body: Parameters | undefined
  }
  readonly constantBody: { readonly [name: string]: Schema.Json } | undefined
  readonly success: Schema.ConstraintCodec<any, any>
  readonly emptySuccess: unknown
  readonly emptyStatuses: ReadonlyArray<number> | undefined
  readonly errors: ReadonlyArray<StatusClass>
  /** Error classes of statuses that the API reference names only for other operations of the vendor. */
  readonly undocumented?: ReadonlyArray<StatusClass> | undefined
  readonly safety: Safety
  readonly server: string | undefined
  readonly credentials: ReadonlyArray<string> | undefined
  readonly cost: ((input: never) => number) | undefined
  readonly check: ((input: { readonly [name: string]: unknown }) => ReadonlyArray<InputIssue>) | undefined
  readonly example: { readonly [name: string]: unknown } | undefined
  readonly provenance: "public" | undefined
}

/** A branded value that the caller may also give without its brand, but not with another brand. */
export type Unbranded<T> =
  T extends Brand.Brand<any>
    ? Brand.Brand.Unbranded<T> & { readonly [K in keyof Brand.Brand<any>]?: T[K & keyof T] }
    : T extends ReadonlyArray<infer Item>
      ? ReadonlyArray<Unbranded<Item>>
      : // Structs and records. Dates and sets have symbols among their keys.
        T extends object
        ? [keyof T] extends [string | number]
          ? { readonly [K in keyof T]: Unbranded<T[K]> }
          : T
        : T

type IsOptional<S> = S extends { readonly "~type.optionality": "optional" } ? true : false

/** The input of a call: all parameters by their wire names, with their doc comments. */
export type Input<P extends Parameters> = {
  readonly [K in keyof P as IsOptional<P[K]> extends true ? never : K]: Unbranded<P[K]["Type"]>
} & { readonly [K in keyof P as IsOptional<P[K]> extends true ? K : never]?: Unbranded<P[K]["Type"]> }

/** The input of an operation, to be extended by an interface that names it. */
export type InputOf<O extends { readonly "~parameters"?: Parameters }> = Input<NonNullable<O["~parameters"]>>

/** The arguments of a call. The input is optional if it has no required part. */
export type Arguments<I> = [keyof I] extends [never]
  ? [input?: { readonly [name: string]: never }, options?: CallOptions]
  : {} extends I
    ? [input?: I, options?: CallOptions]
    : [input: I, options?: CallOptions]

/** An operation: its data, and the function that makes the call. */
export interface Operation<I, A, E, R, Id extends string = string, P extends Parameters = any> extends Any {
  readonly id: Id
  /** Exists only for the compiler: the schemas that {@link InputOf} reads. */
  readonly "~parameters"?: P
  (...args: Arguments<I>): Effect.Effect<A, FailureOf<E>, R>
  /** The same call, with the response's status, headers and request id in addition to the value. */
  readonly withResponse: (...args: Arguments<I>) => Effect.Effect<DecodedResponse<A>, FailureOf<E>, R>
}

/** The names of the placeholders in a path. */
export type Placeholders<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never
