/** Tokens in a file. */
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as PlatformError from "effect/PlatformError"
import * as Semaphore from "effect/Semaphore"
import { locked, type TokenStore, TokenStoreError } from "./TokenStore.ts"
import { read, write } from "./TokenText.ts"

/**
 * Tokens in a file that only its owner may read. Each pair is on the disk under another name before it takes the place
 * of the old one, so that a crash, of the machine too, leaves the old tokens or the new. Symbolic links are followed once,
 * for the file and its lock. Processes take turns by a lock next to the file, on several machines that share a volume
 * too. Needs Node.js 20.16 or newer, Deno or Bun.
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
            // A half-written file would stay.
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

/** A rename is on the disk once its folder is. Some systems, such as Windows, cannot be asked for that. */
const syncFolder = (fs: FileSystem.FileSystem, file: string) =>
  Effect.ignore(
    Effect.scoped(Effect.flatMap(fs.open(file.replace(/[^\\/]*$/, ""), { flag: "r" }), (folder) => folder.sync))
  )

/** Loaded with the first use, since most clients keep their tokens elsewhere. */
const locks = () => import("@salesbridge/file-lock")

/** One taking of the lock, which may be given while nobody waits for it any more. */
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
