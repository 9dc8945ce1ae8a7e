/** The types of a contract: what you pass to `Contract.test` and `Contract.check`. */
import type { Operation, Vendor } from "@salesbridge/core"
import type { JsonObject } from "@salesbridge/openapi/Json"
import type * as Layer from "effect/Layer"
import type { Message } from "./consumer/Message.ts"
import type { Serve } from "./replay/Replay.ts"
import type { Tolerance } from "./report/Disagreement.ts"

/** A running server that takes the vendor's place. It can be told which state an interaction needs. */
export interface Provider {
  readonly url: string
  /** The address to which Pact's verifier posts the provider state of an interaction. */
  readonly states: string
  readonly close: () => Promise<void>
}

/** A stateful server that takes the vendor's place: its responses depend on earlier requests. */
export interface Sandbox {
  readonly start: () => Promise<Provider>
  /**
   * The ids of operations whose successful pacts need data that the sandbox's state does not hold, each with the
   * reason. For these, the sandbox is told to respond with the specification's examples. An entry that is not needed is
   * reported as a disagreement.
   */
  readonly arranged?: { readonly [operation: string]: string } | undefined
}

/** The webhook events under contract. */
export interface Messages {
  readonly messages: ReadonlyArray<Message>
  readonly pacts: string
}

/** Everything that the checks of one vendor need. */
export interface Contract {
  /** The operations that the package declares. */
  readonly catalog: ReadonlyArray<Operation.Any>
  readonly definition: Vendor.Definition
  /** Builds the vendor's service, including its HTTP client, for this base URL and these credentials. */
  readonly layer: (baseUrl: string, credentials: { readonly [name: string]: string }) => Layer.Layer<never, unknown>
  /** The OpenAPI specification: a path, or the parsed document. */
  readonly spec: string | URL | JsonObject
  /**
   * The ids of the operations under contract. The rest of the catalog and of the specification is ignored. Default: all
   * operations of both.
   */
  readonly operations?: ReadonlyArray<string> | undefined
  /** Starts a mock server for a specification. The replay sends the pacts to it. */
  readonly serve: Serve
  /**
   * A stateful server to test as well. It must pass every pact that the mock passes with the specification's own
   * examples. Default: none.
   */
  readonly sandbox?: Sandbox | undefined
  /** The folder for the pact files. Its content is replaced. */
  readonly pacts: string
  /** The webhook events to check against `webhooks` or `x-webhooks` of the specification. Default: none. */
  readonly messages?: Messages | undefined
  /**
   * The path of the JSON report, which ends in `.json`. The table is written next to it as `.txt`. Default: no report
   * is written.
   */
  readonly report?: string | undefined
  /** What pact files contain in place of each credential, by its name. Default: that name. */
  readonly placeholders?: { readonly [credential: string]: string } | undefined
  /**
   * Differences in which the package accepts more than the specification allows, with their reasons. They are not
   * reported. Default: none.
   */
  readonly tolerances?: ReadonlyArray<Tolerance> | undefined
  /** The seed of generated values. Equal seeds give equal values. Default: `salesbridge`. */
  readonly seed?: string | undefined
}
