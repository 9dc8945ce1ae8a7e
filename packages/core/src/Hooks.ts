/**
 * Callbacks that report the progress of calls, for an application's own logs and metrics. Events contain no secrets.
 * Hooks do not delay a call. What they throw or reject with is ignored.
 */
import * as Callback from "./Callback.ts"
import type { Facts, Failure } from "./VendorError.ts"

/** An attempt is sent. */
export interface Sent extends Facts {
  /** 1 for the first attempt, 2 for the second, and so on. */
  readonly attempt: number
  readonly method: string
  /** The full URL. Credentials in its query are replaced by `REDACTED`. */
  readonly url: string
}

/** An attempt has ended, with a response or with a failure. */
export interface Received extends Sent {
  /** The status of the response, if there was one. */
  readonly status: number | undefined
  /** The vendor's request id, if the response has one. */
  readonly requestId: string | undefined
  /** How long the attempt took, in milliseconds from sending to the last byte of the response. */
  readonly millis: number
  /** The failure, if it failed. */
  readonly failure: Failure | undefined
}

/** A call will be sent again. */
export interface Resending extends Facts {
  /** 1 before the second attempt, 2 before the third, and so on. */
  readonly resend: number
  /** The wait before it is sent, in milliseconds. */
  readonly millis: number
  /** The failure of the attempt. */
  readonly failure: Failure
}

/** A call begins to wait. */
export interface Wait extends Facts {
  /** `quota`: the vendor's limit does not allow the call yet. `retry`: the call will be sent again. */
  readonly reason: "quota" | "retry"
  /** The length of the wait, in milliseconds. */
  readonly millis: number
  /** Before a retry: the failure of the attempt. */
  readonly failure?: Failure
}

/** The hooks. Default: none. */
export interface Hooks {
  /** Called when an attempt is sent. */
  readonly onRequest?: ((request: Sent) => void) | undefined
  /** Called when an attempt has ended, with or without a response. */
  readonly onResponse?: ((response: Received) => void) | undefined
  /** Called before a call is sent again. */
  readonly onRetry?: ((retry: Resending) => void) | undefined
  /** Called when a call begins to wait: for the quota, or before a retry. */
  readonly onWait?: ((wait: Wait) => void) | undefined
}

const names = ["onRequest", "onResponse", "onRetry", "onWait"] as const

/** Combines hooks: each hook of the call replaces the same hook of its layer. */
export const chosen = (call: Hooks | undefined, layer: Hooks): Hooks =>
  call === undefined ? layer : { ...layer, ...defined(call) }

const defined = (hooks: Hooks): Hooks =>
  Object.fromEntries(names.flatMap((name) => (hooks[name] === undefined ? [] : [[name, hooks[name]]])))

/** Calls a hook. An error in a hook must not fail the call. */
export const notify = <A>(hook: ((event: A) => void) | undefined, event: () => A): void => {
  if (hook !== undefined) Callback.run(() => hook(event()))
}

/** Combines two sets of hooks: both are called. */
export const combine = (one: Hooks, other: Hooks): Hooks =>
  Object.fromEntries(
    names.flatMap((name) => {
      const hooks = [one[name], other[name]].filter((_) => _ !== undefined) as Array<(event: never) => void>
      return hooks.length === 0 ? [] : [[name, (event: never) => hooks.forEach((hook) => notify(hook, () => event))]]
    })
  )
