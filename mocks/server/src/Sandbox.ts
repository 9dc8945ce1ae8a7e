/** A running sandbox, for Effect programs: as a scoped effect or as a Layer. */
import type { RunningSandbox, SandboxOptions } from "@salesbridge/mock-engine/sandbox"
import { Context, Effect, Layer } from "effect"
import type { Scope } from "effect"
import type { SandboxError } from "./errors.ts"
import { type NamesOf, type SandboxTarget, startSandbox } from "./sandbox/startSandbox.ts"

/** A sandbox as a service. */
export class Sandbox extends Context.Service<Sandbox, RunningSandbox>()("@salesbridge/mocks/Sandbox") {
  /**
   * Starts a sandbox that stops with the scope, for programs that need several. A mistake in the options is a defect.
   */
  static readonly start = <const Target extends SandboxTarget>(
    target: Target,
    options?: SandboxOptions<NamesOf<Target>>
  ): Effect.Effect<RunningSandbox<NamesOf<Target>>, SandboxError, Scope.Scope> =>
    Effect.acquireRelease(
      Effect.tryPromise({ try: () => startSandbox(target, options), catch: (cause) => cause }).pipe(
        Effect.catch((cause) => (isSandboxError(cause) ? Effect.fail(cause) : Effect.die(cause)))
      ),
      (sandbox) => Effect.promise(() => sandbox.close())
    )

  /** Provides one sandbox with its own state, which stops with the Layer. */
  static readonly layer = <const Target extends SandboxTarget>(
    target: Target,
    options?: SandboxOptions<NamesOf<Target>>
  ): Layer.Layer<Sandbox, SandboxError> => Layer.effect(Sandbox, Sandbox.start(target, options))
}

const isSandboxError = (cause: unknown): cause is SandboxError => cause instanceof Error && "_tag" in cause
