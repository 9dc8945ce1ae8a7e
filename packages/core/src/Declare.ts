/* oxlint-disable typescript/no-explicit-any -- erased types of operations of every kind */
/** Declares a vendor's operations. Each is one value: the data, and the function that makes the call. */
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as Schema from "effect/Schema"
import type { DecodedResponse } from "./DecodedResponse.ts"
import type { FailureOf } from "./CallError.ts"
import type { CallOptions } from "./CallOptions.ts"
import { defaultSafety, type Method } from "./Method.ts"
import type { Any, Input, Operation, Options, Parameters, ParameterSchema, Placeholders } from "./Operation.ts"
import * as RawRequest from "./RawRequest.ts"
import type { Vendor } from "./Vendor.ts"
import type { Definition } from "./VendorDefinition.ts"
import type { StatusClass } from "./VendorError.ts"

export type * from "./Operation.ts"

/** Declares operations of one method. */
export interface Declare<R, Common extends ReadonlyArray<StatusClass>> {
  <
    const Template extends string,
    Success extends Schema.ConstraintCodec<any, any>,
    Path extends Parameters = {},
    Query extends Parameters = {},
    Headers extends Parameters = {},
    Body extends Parameters = {},
    const Errors extends ReadonlyArray<StatusClass> = [],
    const Id extends string = string
  >(
    path: Template,
    options: Options<Path, Query, Headers, Body, Success, Errors, Id> & Placed<Template>
  ): Operation<
    Input<Path & Query & Headers & Body>,
    Success["Type"],
    InstanceType<Errors[number]> | InstanceType<Common[number]>,
    R,
    Id
  >
  /**
   * The same with a named interface for the input. Types then show the name instead of its structure:
   *
   * ```ts
   * export interface GetInput extends Operation.InputOf<typeof get> {}
   *
   * export const get = declared.get<GetInput>()("/people/{id}", { ... })
   * ```
   */
  <I>(): DeclareNamed<I, R, Common>
}

/** Declares an operation whose input has a name. */
export type DeclareNamed<I, R, Common extends ReadonlyArray<StatusClass>> = <
  const Template extends string,
  Success extends Schema.ConstraintCodec<any, any>,
  Path extends Parameters = {},
  Query extends Parameters = {},
  Headers extends Parameters = {},
  Body extends Parameters = {},
  const Errors extends ReadonlyArray<StatusClass> = [],
  const Id extends string = string
>(
  path: Template,
  options: Options<Path, Query, Headers, Body, Success, Errors, Id> & Placed<Template>
) => Operation<
  I,
  Success["Type"],
  InstanceType<Errors[number]> | InstanceType<Common[number]>,
  R,
  Id,
  Path & Query & Headers & Body
>

/** The `path` option, required if the path has placeholders. */
type Placed<Template extends string> = [Placeholders<Template>] extends [never]
  ? {}
  : { readonly path: { readonly [K in Placeholders<Template>]: ParameterSchema } }

/** The functions that declare one vendor's operations, by method. */
export interface Methods<R, Common extends ReadonlyArray<StatusClass>> {
  readonly get: Declare<R, Common>
  readonly post: Declare<R, Common>
  readonly put: Declare<R, Common>
  readonly patch: Declare<R, Common>
  readonly delete: Declare<R, Common>
}

/**
 * Sends a request without an operation, with the same credentials, quota, retry and errors. The value and `body`
 * of the response are its JSON, or its text if it is not JSON.
 */
export type Request<R, Common extends ReadonlyArray<StatusClass>> = (
  request: RawRequest.RawRequest,
  options?: CallOptions
) => Effect.Effect<DecodedResponse<unknown>, FailureOf<InstanceType<Common[number]>>, R>

/** The functions that declare one vendor's operations, and the one that sends any other request. */
export interface Declarations<R, Common extends ReadonlyArray<StatusClass>> extends Methods<R, Common> {
  readonly request: Request<R, Common>
}

/** What all operations of a vendor have in common. */
export interface DeclareOptions<
  Common extends ReadonlyArray<StatusClass>,
  Others extends ReadonlyArray<StatusClass> = ReadonlyArray<StatusClass>
> {
  /** The error classes of statuses that every call can return. */
  readonly errors?: Common
  /**
   * Error classes of statuses that only some operations document, used for the other operations as well. Default: those
   * of `HttpErrors`.
   */
  readonly undocumented?: Others
  /** The units of quota that a call takes, computed from its input. Default: 1. */
  readonly cost?: (input: { readonly [name: string]: unknown }) => number
  /** Where the operations are known from. Default: the vendor's API reference. */
  readonly provenance?: "public"
}

/** The number of operations declared so far. */
let declared = 0

/** Makes an operation: the function that calls it, with its data as properties. */
const toOperation = <R>(
  vendor: Definition,
  service: Context.Key<R, Vendor>,
  common: DeclareOptions<ReadonlyArray<StatusClass>>,
  method: Method,
  path: string,
  given: Options<any, any, any, any, any, any>
): Any => {
  const call = (input: unknown, options?: CallOptions): Effect.Effect<any, any, R> =>
    Effect.flatMap(service, (_) => _.call(operation, input ?? {}, options))
  const withResponse = (input: unknown, options?: CallOptions): Effect.Effect<any, any, R> =>
    Effect.flatMap(service, (_) => _.callWithResponse(operation, input ?? {}, options))
  // Otherwise its name would be "call", and JSON would omit it.
  Object.defineProperty(call, "name", { value: given.id })
  const toJSON = () => {
    const { errors, id, method, path, safety, source, vendor } = operation
    return { id, source, vendor, method, path, safety, errors: errors.map(({ status, tag }) => ({ status, tag })) }
  }
  const operation: Any = Object.assign(call, {
    id: given.id,
    position: declared++,
    source: given.source,
    vendor: vendor.name,
    method,
    path,
    parameters: {
      path: given.path ?? {},
      query: given.query ?? {},
      headers: given.headers ?? {},
      body: given.body ?? (given.constantBody === undefined ? undefined : {})
    },
    constantBody: given.constantBody,
    success: given.success,
    emptySuccess: given.emptySuccess,
    emptyStatuses: given.emptyStatuses,
    errors: [...(given.errors ?? []), ...(common.errors ?? [])],
    undocumented: common.undocumented,
    safety: given.safety ?? defaultSafety[method],
    server: given.server,
    credentials: given.credentials,
    cost: given.cost ?? common.cost,
    check: given.check,
    example: given.example,
    provenance: given.provenance ?? common.provenance,
    withResponse,
    toJSON
  })
  return operation
}

/** Creates the functions that declare a vendor's operations. */
export const methods = <
  R,
  const Common extends ReadonlyArray<StatusClass> = [],
  const Others extends ReadonlyArray<StatusClass> = []
>(
  vendor: Definition,
  service: Context.Key<R, Vendor>,
  options?: DeclareOptions<Common, Others>
): Methods<R, readonly [...Common, ...Others]> => {
  const method = (method: Method) => {
    // Called with only a type argument, it returns the function that takes the rest.
    const declareOne = (path?: string, given?: Options<any, any, any, any, any, any>): any =>
      path === undefined ? declareOne : toOperation(vendor, service, options ?? {}, method, path, given!)
    return declareOne
  }
  return {
    get: method("GET"),
    post: method("POST"),
    put: method("PUT"),
    patch: method("PATCH"),
    delete: method("DELETE")
  }
}

/** Creates the function that sends any other request to a vendor. */
export const request =
  <R, const Common extends ReadonlyArray<StatusClass> = [], const Others extends ReadonlyArray<StatusClass> = []>(
    vendor: Definition,
    service: Context.Key<R, Vendor>,
    options?: DeclareOptions<Common, Others>
  ): Request<R, readonly [...Common, ...Others]> =>
  (request, callOptions) =>
    Effect.flatMap(service, (_) => {
      const operation = RawRequest.toOperation(request, {
        vendor: vendor.name,
        errors: [...(options?.errors ?? []), ...(options?.undocumented ?? [])],
        safety: request.safety ?? defaultSafety[request.method],
        cost: options?.cost ?? (() => 1),
        servers: Object.keys(vendor.servers)
      })
      return _.callWithResponse(operation, {}, callOptions) as Effect.Effect<any, any>
    })

/**
 * {@link methods} and {@link request} in one. Bundlers then keep the code of `request` in every application; packages
 * for browsers call the two separately.
 */
export const declare = <
  R,
  const Common extends ReadonlyArray<StatusClass> = [],
  const Others extends ReadonlyArray<StatusClass> = []
>(
  vendor: Definition,
  service: Context.Key<R, Vendor>,
  options?: DeclareOptions<Common, Others>
): Declarations<R, readonly [...Common, ...Others]> => ({
  ...methods(vendor, service, options),
  request: request(vendor, service, options)
})
