/** A call as a vendor's rules meet it. A class, because one is made for each request. */
import type { Call, World } from "./Definition.ts"
import type { Untyped } from "./Json.ts"
import type { Operation } from "./Specification.ts"

/** What of a request goes into its call. */
interface Sent {
  readonly method: string
  readonly origin: string
  readonly headers: Readonly<Record<string, string>>
}

export class RequestCall<State> implements Call<State> {
  readonly #world: World<State>
  readonly operation: string
  readonly method: string
  readonly origin: string
  readonly headers: Readonly<Record<string, string>>
  readonly credentials: string
  path: Readonly<Record<string, Untyped>>
  query: Readonly<Record<string, Untyped>> = {}
  body: Untyped = undefined
  readonly now: World<State>["now"]
  readonly random: World<State>["random"]
  readonly uuid: World<State>["uuid"]
  readonly schedule: World<State>["schedule"]
  readonly deliver: World<State>["deliver"]

  constructor(
    world: World<State>,
    { headers, method, origin }: Sent,
    operation: Operation,
    path: Readonly<Record<string, string>>,
    credentials: string
  ) {
    this.#world = world
    this.operation = operation.id
    this.method = method
    this.origin = origin
    this.headers = headers
    this.credentials = credentials
    this.path = path
    this.now = world.now
    this.random = world.random
    this.uuid = world.uuid
    this.schedule = world.schedule
    this.deliver = world.deliver
  }

  get state(): State {
    return this.#world.state
  }

  set state(state: State) {
    this.#world.state = state
  }
}
