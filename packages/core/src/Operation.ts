/* oxlint-disable typescript/no-explicit-any -- erased types of operations of every kind */
/**
 * An operation of a vendor as data: one value from which the call, its contracts, the coverage table and the
 * documentation derive. The value is also the function that makes the call; `Declare.ts` makes it.
 */
import type * as Brand from "effect/Brand"
import type * as Effect from "effect/Effect"
import type * as Schema from "effect/Schema"
import type { Answer } from "./Answer.ts"
import type { CallOptions } from "./CallOptions.ts"
import type { Method, Safety } from "./Method.ts"
import type { FailureOf } from "./CallError.ts"
import type { InputIssue, StatusClass } from "./VendorError.ts"

export type { Method, Safety } from "./Method.ts"

/** A schema whose values stand in a path, a query or a header: alone or, in a query, as a list. */
export type ParameterSchema = Schema.ConstraintCodec<any, any>

/** Parameters by their wire name. */
export type Parameters = { readonly [name: string]: ParameterSchema }

/** What a declaration of an operation says beside method and path. */
export interface Options<
  Path extends Parameters,
  Query extends Parameters,
  Headers extends Parameters,
  Body extends Parameters,
  Success extends Schema.ConstraintCodec<any, any>,
  Errors extends ReadonlyArray<StatusClass>,
  Id extends string = string
> {
  /** A short name, unique in the vendor, the `operationId` of its specification. */
  readonly id: Id
  /** The operation's title in the vendor's document. */
  readonly source: string
  /** The placeholders of the path. */
  readonly path?: Path
  /** Query parameters, by their names on the wire. */
  readonly query?: Query
  /** Header parameters, by their names on the wire. */
  readonly headers?: Headers
  /** The fields of the JSON body. */
  readonly body?: Body
  /** Fields of the body that are the same in every call. */
  readonly constantBody?: { readonly [name: string]: Schema.Json }
  /** What a 2xx body is. `Schema.Void` for none. */
  readonly success: Success
  /** The body that an empty 2xx answer stands for. Default: an empty body is an `UnexpectedResponse`. */
  readonly emptySuccess?: Success["Encoded"]
  /** The statuses under which an empty body is that. Default: every 2xx. */
  readonly emptyStatuses?: ReadonlyArray<number>
  /** The documented statuses, beside those that the vendor answers on every call. */
  readonly errors?: Errors
  /** Default: `safe` for GET, `idempotent` for PUT and DELETE, `unsafe` for the rest. */
  readonly safety?: Safety
  /** Which of the vendor's servers answers. Default: the first. */
  readonly server?: string
  /** Which of the vendor's credentials the call carries, by name. Default: all. */
  readonly credentials?: ReadonlyArray<string>
  /** How many units of the vendor's quota a call takes. Default: as for the vendor's others, 1 where it says nothing. */
  readonly cost?: (input: never) => number
  /** What no single field says of an input, such as that one of several is needed. Nothing is sent where it finds any. */
  readonly check?: (input: { readonly [name: string]: unknown }) => ReadonlyArray<InputIssue>
  /** An input for documentation and contracts. The rest comes from the examples of the schemas. */
  readonly example?: { readonly [name: string]: unknown }
  /** Known only from outside the vendor's document. */
  readonly provenance?: "public"
}

/** An operation without its types: what a catalog, a contract or a table reads. */
export interface Any {
  readonly id: string
  /** Ascends with each declaration of a module, as the catalog lists them. */
  readonly position?: number
  readonly source: string
  readonly vendor: string
  readonly method: Method
  /** The whole path, with `{placeholders}`. */
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
  /** The classes of statuses that the document names for others of the vendor's operations. */
  readonly undocumented?: ReadonlyArray<StatusClass> | undefined
  readonly safety: Safety
  readonly server: string | undefined
  readonly credentials: ReadonlyArray<string> | undefined
  readonly cost: ((input: never) => number) | undefined
  readonly check: ((input: { readonly [name: string]: unknown }) => ReadonlyArray<InputIssue>) | undefined
  readonly example: { readonly [name: string]: unknown } | undefined
  readonly provenance: "public" | undefined
}

/** A value that the caller may also give without its brand, but never with another one. */
export type Unbranded<T> =
  T extends Brand.Brand<any>
    ? Brand.Brand.Unbranded<T> & { readonly [K in keyof Brand.Brand<any>]?: T[K & keyof T] }
    : T extends ReadonlyArray<infer Item>
      ? ReadonlyArray<Unbranded<Item>>
      : // Structs and records; dates, sets and the like have symbols among their keys.
        T extends object
        ? [keyof T] extends [string | number]
          ? { readonly [K in keyof T]: Unbranded<T[K]> }
          : T
        : T

type IsOptional<S> = S extends { readonly "~type.optionality": "optional" } ? true : false

/** What a caller gives, parameters of every place side by side under their wire names, with their doc comments. */
export type Input<P extends Parameters> = {
  readonly [K in keyof P as IsOptional<P[K]> extends true ? never : K]: Unbranded<P[K]["Type"]>
} & { readonly [K in keyof P as IsOptional<P[K]> extends true ? K : never]?: Unbranded<P[K]["Type"]> }

/** The input of an operation that is declared with its name, for the interface of that name. */
export type InputOf<O extends { readonly "~parameters"?: Parameters }> = Input<NonNullable<O["~parameters"]>>

/** The arguments of a call: the input may be left out where it has no required part. */
export type Arguments<I> = [keyof I] extends [never]
  ? [input?: { readonly [name: string]: never }, options?: CallOptions]
  : {} extends I
    ? [input?: I, options?: CallOptions]
    : [input: I, options?: CallOptions]

/** An operation: data, and the function that makes the call. */
export interface Operation<I, A, E, R, Id extends string = string, P extends Parameters = any> extends Any {
  readonly id: Id
  /** Known to the compiler alone: the schemas that {@link InputOf} reads. */
  readonly "~parameters"?: P
  (...args: Arguments<I>): Effect.Effect<A, FailureOf<E>, R>
  /** The same call, with the answer's status, headers and request id beside the value. */
  readonly withResponse: (...args: Arguments<I>) => Effect.Effect<Answer<A>, FailureOf<E>, R>
}

/** The names of the placeholders of a path. */
export type Placeholders<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never
