/** Tokens in a file. */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import type * as PlatformError from "effect/PlatformError"
import * as Semaphore from "effect/Semaphore"
import { locked, lockedFor, type TokenStore, TokenStoreError } from "./TokenStore.ts"
import { read, write } from "./TokenText.ts"

/**
 * Tokens in a file that only its owner may read. Written beside it first and then renamed, so that a crash leaves the
 * old tokens or the new. Processes on one machine take turns by a lock file next to it.
 */
export const make = (path: string): Effect.Effect<TokenStore, never, FileSystem.FileSystem> =>
  Effect.map(FileSystem.FileSystem, (fs) => {
    const lock = `${path}.lock`
    const one = Semaphore.makeUnsafe(1)
    const fail = (cause: PlatformError.PlatformError) =>
      new TokenStoreError({ message: `the token file ${path}: ${cause.message}`, cause })
    const isMissing = (error: PlatformError.PlatformError) => error.reason._tag === "NotFound"

    const create = (lock: string, holder = "") =>
      fs.writeFileString(lock, holder, { flag: "wx", mode: 0o600 }).pipe(
        Effect.as(true),
        Effect.catchIf(
          (error) => error.reason._tag === "AlreadyExists",
          () => Effect.succeed(false)
        )
      )
    const isLeft = (lock: string) =>
      Effect.gen(function* () {
        const { mtime } = yield* fs.stat(lock)
        const now = yield* Clock.currentTimeMillis
        return mtime._tag === "Some" && now - mtime.value.getTime() > Duration.toMillis(lockedFor)
      }).pipe(
        // Another process has removed it meanwhile.
        Effect.catchIf(isMissing, () => Effect.succeed(false))
      )
    const removeLeft = (lock: string) =>
      Effect.flatMap(isLeft(lock), (left) => (left ? fs.remove(lock, { force: true }) : Effect.void))

    // Of several who find the lock of a process that died, one removes it: a second would remove that of the first.
    const removing = `${lock}.removing`
    const removeAlone = Effect.flatMap(create(removing), (alone) =>
      alone
        ? Effect.ensuring(removeLeft(lock), Effect.ignore(fs.remove(removing, { force: true })))
        : removeLeft(removing)
    )
    const attempt = (holder: string) =>
      Effect.gen(function* () {
        if (yield* create(lock, holder)) return true
        if (yield* isLeft(lock)) yield* removeAlone
        return false
      }).pipe(Effect.mapError(fail))
    // Who held it too long has lost it to another, whose lock stays.
    const release = (holder: string) =>
      Effect.flatMap(fs.readFileString(lock), (found) =>
        found === holder ? fs.remove(lock, { force: true }) : Effect.void
      )

    return {
      load: fs.readFileString(path).pipe(
        Effect.matchEffect({
          onFailure: (error) => (isMissing(error) ? Effect.succeed(undefined) : Effect.fail(fail(error))),
          onSuccess: (text) => read(text, `the token file ${path}`)
        })
      ),
      save: (tokens) => {
        const next = `${path}.${crypto.randomUUID()}.tmp`
        return fs.writeFileString(next, write(tokens), { flag: "wx", mode: 0o600 }).pipe(
          Effect.andThen(fs.rename(next, path)),
          Effect.tapError(() => Effect.ignore(fs.remove(next, { force: true }))),
          Effect.mapError(fail)
        )
      },
      exclusive: (effect) =>
        Effect.suspend(() => {
          const holder = crypto.randomUUID()
          const lease = { attempt: attempt(holder), release: Effect.ignore(release(holder)), where: path }
          return one.withPermit(locked(lease, effect))
        })
    }
  })
