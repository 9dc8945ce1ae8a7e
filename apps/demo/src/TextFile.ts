/** Reads text files as spreadsheets save them: UTF-8 or UTF-16, with or without a byte order mark. */
import { Console, Effect, FileSystem } from "effect"
import { constants, openSync } from "node:fs"
import { Socket } from "node:net"
import { type CannotRun, cannotRun } from "./CannotRun.ts"

/** Guesses the encoding from the first bytes. In UTF-16, every second byte of ASCII letters is zero. */
const encodingOf = (bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" | undefined => {
  const [first, second, third, fourth] = bytes
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? undefined : "utf-16le"
  if (first === 0xfe && second === 0xff) return "utf-16be"
  const head = bytes.subarray(0, 400)
  if (!head.includes(0)) return "utf-8"
  const zeros = (remainder: number) => head.filter((byte, index) => byte === 0 && index % 2 === remainder).length
  if (zeros(0) === 0 && zeros(1) > head.length / 8) return "utf-16le"
  return zeros(1) === 0 && zeros(0) > head.length / 8 ? "utf-16be" : undefined
}

export interface TextFile {
  readonly name: string
  readonly bytes: Uint8Array
}

const problems: Readonly<Record<string, string>> = {
  NotFound: "there is no such file",
  PermissionDenied: "you may not read it; see to its permissions"
}

/** Reads a pipe to its end. If nobody writes to it, Node's reading of files could not be interrupted. */
const readPipe = Effect.fnUntraced(function* (name: string) {
  const fd = yield* Effect.try({
    try: () => openSync(name, constants.O_RDONLY | constants.O_NONBLOCK),
    catch: (cause) => cause as Error
  })
  return yield* Effect.callback<Uint8Array, Error>((resume) => {
    const chunks: Array<Buffer> = []
    const pipe = new Socket({ fd, readable: true, writable: false })
      .on("data", (chunk) => chunks.push(chunk))
      .on("end", () => resume(Effect.succeed(Buffer.concat(chunks))))
      .on("error", (error) => resume(Effect.fail(error)))
    return Effect.sync(() => pipe.destroy())
  })
})

const isPipe = (name: string) =>
  FileSystem.FileSystem.use((fs) =>
    Effect.orElseSucceed(
      Effect.map(fs.stat(name), ({ type }) => type === "FIFO"),
      () => false
    )
  )

/** Reads a file or a pipe. `what` names it in errors: `the contacts`. */
export const read = Effect.fnUntraced(function* (name: string, what: string) {
  const fs = yield* FileSystem.FileSystem
  const cannotRead = (problem: string) => cannotRun(`Cannot read ${what} in ${name}: ${problem}.`)
  const { type } = yield* Effect.catch(fs.stat(name), ({ message, reason }) =>
    cannotRead(problems[reason._tag] ?? message)
  )
  if (type === "Directory") return yield* cannotRead("it is a folder, not a file")
  if (type !== "File" && type !== "FIFO") return yield* cannotRead("it is neither a file nor a pipe")
  if (type === "FIFO") {
    yield* Console.error(`Reading ${what} from the pipe ${name} ...`)
    return { name, bytes: yield* Effect.catch(readPipe(name), ({ message }) => cannotRead(message)) }
  }
  const bytes = yield* Effect.catch(fs.readFile(name), ({ message, reason }) =>
    cannotRead(problems[reason._tag] ?? message)
  )
  return { name, bytes }
})

/** What is to be read more than once. A pipe gives its content only once. */
export const rereadable = <A, E, R>(name: string, reading: Effect.Effect<A, E, R>) =>
  Effect.flatMap(isPipe(name), (isPipe) => (isPipe ? Effect.cached(reading) : Effect.succeed(reading)))

/** The text, without a byte order mark. */
export const textOf = ({ bytes, name }: TextFile, what: string): Effect.Effect<string, CannotRun> => {
  const encoding = encodingOf(bytes)
  return encoding === undefined
    ? cannotRun(`Cannot read ${what} in ${name}: it is not text; save it as UTF-8.`)
    : Effect.sync(() => new TextDecoder(encoding).decode(bytes))
}
