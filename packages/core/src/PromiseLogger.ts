/** Writes the log lines of a promise client to an application's logger. */
import type * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import type { LogLevel } from "effect/LogLevel"
import * as Callback from "./Callback.ts"
import type { Hooks } from "./Hooks.ts"

/** A logger: `console`, or that of a library such as pino or winston. What it throws or rejects with is ignored. */
export interface PromiseLogger {
  /** Each attempt when it is sent, and how it ended. */
  readonly debug: (message: string) => void
  /** Waits for the quota. */
  readonly info: (message: string) => void
  /** Retries, with the reason. */
  readonly warn: (message: string) => void
  readonly error: (message: string) => void
}

/** Hooks that write a line for each event. */
export const hooks = (logger: PromiseLogger): Hooks => ({
  onRequest: ({ attempt, method, operation, url, vendor }) =>
    logger.debug(`${vendor} ${operation}: ${method} ${url}${attempt === 1 ? "" : `, attempt ${attempt}`}`),
  onResponse: ({ failure, millis, operation, status, vendor }) =>
    logger.debug(`${failure?.message ?? `${vendor} ${operation}: ${status}`} in ${Math.round(millis)} ms`),
  onRetry: ({ failure, millis }) => logger.warn(`${failure.message}. Sending again in ${Math.round(millis)} ms.`),
  onWait: ({ millis, operation, reason, vendor }) =>
    reason === "quota" ? logger.info(`${vendor} ${operation}: waits ${Math.round(millis)} ms for its quota`) : undefined
})

const methods: { readonly [Level in LogLevel]?: keyof PromiseLogger } = {
  Fatal: "error",
  Error: "error",
  Warn: "warn",
  Info: "info"
}

/** Logs the client's own warnings, for example about tokens that cannot be stored. */
export const layer = (logger: PromiseLogger): Layer.Layer<never> =>
  Logger.layer([
    Logger.make(({ logLevel, message }) =>
      Callback.run(() =>
        logger[methods[logLevel] ?? "debug"]((Array.isArray(message) ? message : [message]).map(String).join(" "))
      )
    )
  ])
