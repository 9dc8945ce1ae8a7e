/** Stores tokens in a file. */
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as PlatformError from "effect/PlatformError"
import * as Semaphore from "effect/Semaphore"
import { locked, type TokenStore, TokenStoreError } from "./TokenStore.ts"
import { read, write } from "./TokenText.ts"

/**
 * Stores tokens in a file that only its owner can read. Each pair is written under another name and then replaces the
 * old one, so a crash leaves either the old tokens or the new. Symbolic links are resolved once, for the file and its
 * lock. A lock next to the file makes processes take turns, also on several machines that share a volume. Needs Node.js
 * 20.16 or newer, Deno or Bun.
 */
export const make = (path: string): Effect.Effect<TokenStore, never, FileSystem.FileSystem> =>
  Effect.map(FileSystem.FileSystem, (fs) => {
    const one = Semaphore.makeUnsafe(1)
    const fail = (cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause)
      return new TokenStoreError({ message: `the token file ${path}: ${reason}`, cause })
    }
    let resolved: string | undefined
    const real = Effect.suspend(() =>
      resolved !== undefined
        ? Effect.succeed(resolved)
        : Effect.tryPromise({ try: async () => (await locks()).resolveLinks(path), catch: fail }).pipe(
            Effect.tap((found) => Effect.sync(() => (resolved = found)))
          )
    )

    return {
      load: Effect.flatMap(real, (file) =>
        fs.readFileString(file).pipe(
          Effect.matchEffect({
            onFailure: (error) => (isMissing(error) ? Effect.succeed(undefined) : Effect.fail(fail(error))),
            onSuccess: (text) => read(text, `the token file ${path}`)
          })
        )
      ),
      save: (tokens) =>
        Effect.flatMap(real, (file) => {
          const next = `${file}.${crypto.randomUUID()}.tmp`
          return writeDurably(fs, next, new TextEncoder().encode(write(tokens))).pipe(
            Effect.andThen(fs.rename(next, file)),
            Effect.tapError(() => Effect.ignore(fs.remove(next, { force: true }))),
            Effect.andThen(syncFolder(fs, file)),
            Effect.mapError(fail),
            // An interruption would leave a half-written file.
            Effect.uninterruptible
          )
        }),
      keepUnreadable: (answer) =>
        Effect.flatMap(real, (file) => {
          const kept = `${file}.unreadable-${crypto.randomUUID()}`
          return Effect.as(Effect.mapError(writeDurably(fs, kept, answer), fail), kept)
        }),
      exclusive: (effect) =>
        Effect.suspend(() => {
          const lease = lock(path)
          const attempt = Effect.tryPromise({ try: lease.attempt, catch: fail })
          return one.withPermit(locked({ attempt, release: Effect.promise(lease.release), where: path }, effect))
        })
    }
  })

const isMissing = (error: unknown) => error instanceof PlatformError.PlatformError && error.reason._tag === "NotFound"

const writeDurably = (fs: FileSystem.FileSystem, file: string, content: Uint8Array) =>
  Effect.scoped(
    Effect.gen(function* () {
      const opened = yield* fs.open(file, { flag: "wx", mode: 0o600 })
      yield* opened.writeAll(content)
      yield* opened.sync
    })
  )

/** A rename is on the disk after its folder has been synced. Some systems, such as Windows, cannot do this. */
const syncFolder = (fs: FileSystem.FileSystem, file: string) =>
  Effect.ignore(
    Effect.scoped(Effect.flatMap(fs.open(file.replace(/[^\\/]*$/, ""), { flag: "r" }), (folder) => folder.sync))
  )

/** Imported on first use, since most clients keep their tokens elsewhere. */
const locks = () => import("@salesbridge/file-lock")

/** One acquisition of the lock. The lock may be granted after the caller stopped waiting. */
const lock = (path: string) => {
  let contender: Promise<{ readonly attempt: () => Promise<Attempt> }> | undefined
  let pending: Promise<Attempt> | undefined
  return {
    attempt: async () => {
      contender ??= locks().then(({ contend }) => contend(path))
      pending = contender.then(({ attempt }) => attempt())
      return (await pending)._tag === "FileLock"
    },
    release: async () => {
      const result = await pending?.catch(() => undefined)
      if (result?._tag === "FileLock") await result.release()
    }
  }
}

type Attempt = Awaited<ReturnType<ReturnType<Awaited<ReturnType<typeof locks>>["contend"]>["attempt"]>>
