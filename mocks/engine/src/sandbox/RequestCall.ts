/** A call as a vendor's rules see it. A class, so that all calls share the accessors of `state`. */
import type { Call, Context } from "./Definition.ts"
import type { Untyped } from "./Json.ts"
import type { Operation } from "./Specification.ts"

/** What a call copies from its request unchanged. */
interface RequestHead {
  readonly method: string
  readonly origin: string
  readonly headers: Readonly<Record<string, string>>
}

export class RequestCall<State> implements Call<State> {
  readonly #context: Context<State>
  readonly operation: string
  readonly method: string
  readonly origin: string
  readonly headers: Readonly<Record<string, string>>
  readonly credentials: string
  // Until the request is validated, `path` has strings only, and `query` and `body` are empty.
  path: Readonly<Record<string, Untyped>>
  query: Readonly<Record<string, Untyped>> = {}
  body: Untyped = undefined
  readonly now: Context<State>["now"]
  readonly random: Context<State>["random"]
  readonly uuid: Context<State>["uuid"]
  readonly schedule: Context<State>["schedule"]
  readonly deliver: Context<State>["deliver"]

  constructor(
    context: Context<State>,
    { headers, method, origin }: RequestHead,
    operation: Operation,
    path: Readonly<Record<string, string>>,
    credentials: string
  ) {
    this.#context = context
    this.operation = operation.id
    this.method = method
    this.origin = origin
    this.headers = headers
    this.credentials = credentials
    this.path = path
    this.now = context.now
    this.random = context.random
    this.uuid = context.uuid
    this.schedule = context.schedule
    this.deliver = context.deliver
  }

  get state(): State {
    return this.#context.state
  }

  set state(state: State) {
    this.#context.state = state
  }
}
