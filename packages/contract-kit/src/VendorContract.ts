/** What a vendor brings to its contract: the types. */
import type { Operation, Vendor } from "@salesbridge/core"
import type { JsonObject } from "@salesbridge/openapi/Json"
import type * as Layer from "effect/Layer"
import type { Message } from "./consumer/Message.ts"
import type { Serve } from "./replay/Replay.ts"
import type { Tolerance } from "./report/Disagreement.ts"

/** A server that stands in for the vendor and is told in which state to be. */
export interface Provider {
  readonly url: string
  /** Where Pact's verifier tells it the state that an interaction wants. */
  readonly states: string
  readonly close: () => Promise<void>
}

/** A server that answers from a state of its own. */
export interface Sandbox {
  readonly start: () => Promise<Provider>
  /**
   * Operations whose pacts ask for what its state does not hold, and why: told so, it answers them with the
   * specification's examples. One that is not needed is a disagreement.
   */
  readonly arranged?: { readonly [operation: string]: string }
}

/** The events that a vendor posts, and where their message pacts go, a file for each. What is there is replaced. */
export interface Messages {
  readonly messages: ReadonlyArray<Message>
  readonly pacts: string
}

/** What a vendor brings to its contract. */
export interface Contract {
  /** Its operations. */
  readonly catalog: ReadonlyArray<Operation.Any>
  readonly definition: Vendor.Definition
  /** Its service at this origin with these credentials, transport included. */
  readonly layer: (baseUrl: string, credentials: { readonly [name: string]: string }) => Layer.Layer<never, unknown>
  /** Its specification: a path, or the document itself. */
  readonly spec: string | URL | JsonObject
  /**
   * The ids of the operations under contract. Others in the specification are ignored. Default: all of the catalog and
   * of the specification.
   */
  readonly operations?: ReadonlyArray<string>
  /** Serves a specification, for the replay. */
  readonly serve: Serve
  /** A second server in the vendor's place. It must pass every pact that the mock passes with the specification's examples. */
  readonly sandbox?: Sandbox
  /** Where its pact files go. What is there is replaced. */
  readonly pacts: string
  /** What it posts to webhooks: compared with `x-webhooks`, or `webhooks`, of its specification. Default: nothing. */
  readonly messages?: Messages
  /** Where the JSON report is written. The table is written next to it, as text. Default: nowhere. */
  readonly report?: string
  /** What stands for its credentials in pact files, as on the wire. Default: their names. */
  readonly placeholders?: { readonly [credential: string]: string }
  /** What the package reads beyond the specification, and why. */
  readonly tolerances?: ReadonlyArray<Tolerance>
  /** Where made-up values start. Default: `salesbridge`. */
  readonly seed?: string
}
