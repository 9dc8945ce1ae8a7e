/* oxlint-disable typescript/no-explicit-any -- erased types of operations of every kind */
/** Declares a vendor's operations, each a value that is data and the function that makes the call. */
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as Schema from "effect/Schema"
import type { Answer } from "./Answer.ts"
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
   * The same, with a name for the input, which types then show instead of its structure:
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

/** What a path with placeholders needs. */
type Placed<Template extends string> = [Placeholders<Template>] extends [never]
  ? {}
  : { readonly path: { readonly [K in Placeholders<Template>]: ParameterSchema } }

/** The declarations of one vendor. */
export interface Declarations<R, Common extends ReadonlyArray<StatusClass>> {
  readonly get: Declare<R, Common>
  readonly post: Declare<R, Common>
  readonly put: Declare<R, Common>
  readonly patch: Declare<R, Common>
  readonly delete: Declare<R, Common>
  /**
   * Sends a request that none of the operations describes, with the same credentials, quota, retry and errors. The
   * value, and `body`, of the answer is its JSON or, where it is none, its text.
   */
  readonly request: (
    request: RawRequest.RawRequest,
    options?: CallOptions
  ) => Effect.Effect<Answer<unknown>, FailureOf<InstanceType<Common[number]>>, R>
}

/** What is the same in all of a vendor's operations. */
export interface DeclareOptions<
  Common extends ReadonlyArray<StatusClass>,
  Others extends ReadonlyArray<StatusClass> = ReadonlyArray<StatusClass>
> {
  /** The statuses that the vendor answers on every call. */
  readonly errors?: Common
  /**
   * Classes of its own for statuses that some operations document, for the others that meet them all the same. Default:
   * those of `HttpErrors`.
   */
  readonly undocumented?: Others
  /** How many units of its quota a call takes, from its input. Default: 1. */
  readonly cost?: (input: { readonly [name: string]: unknown }) => number
  /** Where all of them are known from. Default: the vendor's document. */
  readonly provenance?: "public"
}

/** How many operations were declared before. */
let declared = 0

/** Makes an operation: the function that calls, with what it is as data. */
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
  // As a function it would be called "call", and JSON would leave it out.
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

/** How this vendor's operations are declared: under its name, with the errors that every call can meet. */
export const declare = <
  R,
  const Common extends ReadonlyArray<StatusClass> = [],
  const Others extends ReadonlyArray<StatusClass> = []
>(
  vendor: Definition,
  service: Context.Key<R, Vendor>,
  options?: DeclareOptions<Common, Others>
): Declarations<R, readonly [...Common, ...Others]> => {
  const method = (method: Method) => {
    // Called with a name alone, which is a type, it waits for the rest.
    const declareOne = (path?: string, given?: Options<any, any, any, any, any, any>): any =>
      path === undefined ? declareOne : toOperation(vendor, service, options ?? {}, method, path, given!)
    return declareOne
  }
  return {
    get: method("GET"),
    post: method("POST"),
    put: method("PUT"),
    patch: method("PATCH"),
    delete: method("DELETE"),
    request: (request, callOptions) =>
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
  }
}
