/**
 * What a caller can be told of its calls as they go on, for logs and metrics of its own. Secrets are gone from all of it.
 * A hook holds nothing up, and what it throws is ignored.
 */
import type { Facts, Failure } from "./VendorError.ts"

/** An attempt that leaves. */
export interface Sent extends Facts {
  /** 1 for the first, one more each time that the call is sent again. */
  readonly attempt: number
  readonly method: string
  /** The whole address, `REDACTED` where a credential stands in its query. */
  readonly url: string
}

/** An attempt that is over: with an answer, or with what went wrong. */
export interface Received extends Sent {
  /** The answer's status, where there was one. */
  readonly status: number | undefined
  /** The vendor's id of the request, where it sent one. */
  readonly requestId: string | undefined
  /** How long it took, from sending to the last byte of the answer. */
  readonly millis: number
  /** What it failed with. */
  readonly failure: Failure | undefined
}

/** A call that will be sent again. */
export interface Resending extends Facts {
  /** 1 before it is sent for the second time. */
  readonly resend: number
  /** How long it waits first, in milliseconds. */
  readonly millis: number
  /** What the attempt failed with. */
  readonly failure: Failure
}

/** A wait that a call begins. */
export interface Wait extends Facts {
  /** `quota`, until the vendor's limit allows the call; `retry`, before it is sent again. */
  readonly reason: "quota" | "retry"
  /** How long, in milliseconds. */
  readonly millis: number
  /** Before a retry: what the attempt failed with. */
  readonly failure?: Failure
}

/** Whom to tell. Default: nobody. */
export interface Hooks {
  /** Told of each attempt as it leaves. */
  readonly onRequest?: ((request: Sent) => void) | undefined
  /** Told of each attempt once it is over, whether it has an answer or not. */
  readonly onResponse?: ((response: Received) => void) | undefined
  /** Told before a call is sent again. */
  readonly onRetry?: ((retry: Resending) => void) | undefined
  /** Told whenever a call begins to wait: for its share of the quota, or before it is sent again. */
  readonly onWait?: ((wait: Wait) => void) | undefined
}

const names = ["onRequest", "onResponse", "onRetry", "onWait"] as const

/** The hooks of a call, where it has them, before those of its layer. */
export const chosen = (call: Hooks | undefined, layer: Hooks): Hooks =>
  call === undefined ? layer : { ...layer, ...defined(call) }

const defined = (hooks: Hooks): Hooks =>
  Object.fromEntries(names.flatMap((name) => (hooks[name] === undefined ? [] : [[name, hooks[name]]])))

/** Tells a hook. A call must not fail since somebody who watches it does. */
export const tell = <A>(hook: ((event: A) => void) | undefined, event: () => A): void => {
  if (hook === undefined) return
  try {
    hook(event())
  } catch {
    // The watcher's own business.
  }
}

/** Tells both. */
export const both = (one: Hooks, other: Hooks): Hooks =>
  Object.fromEntries(
    names.flatMap((name) => {
      const hooks = [one[name], other[name]].filter((_) => _ !== undefined) as Array<(event: never) => void>
      return hooks.length === 0 ? [] : [[name, (event: never) => hooks.forEach((hook) => tell(hook, () => event))]]
    })
  )
