/** Whether something listens at an address. */
import * as Effect from "effect/Effect"
import { connect } from "node:net"

/** A person would not wait longer. */
const timeout = 5000

/** Why no connection can be opened, in words; `undefined` if one can. */
export const problemOf = (host: string, port: number): Effect.Effect<string | undefined> =>
  Effect.callback((resume) => {
    const socket = connect({ host: host.replace(/^\[|\]$/g, ""), port, timeout })
    const end = (problem: string | undefined) => {
      socket.destroy()
      resume(Effect.succeed(problem))
    }
    socket.once("connect", () => end(undefined))
    socket.once("timeout", () => end(`it does not answer within ${timeout / 1000} seconds`))
    socket.once("error", (cause: NodeJS.ErrnoException) => end(`it cannot be reached (${cause.code ?? cause.message})`))
    return Effect.sync(() => socket.destroy())
  })
