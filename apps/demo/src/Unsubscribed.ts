/**
 * Reads who must not be written to again: a file with one e-mail address a line; `#` begins a comment. A line that
 * cannot be understood stops the job, because the person it stands for would be written to otherwise.
 */
import { Effect, FileSystem, Result, Schema } from "effect"
import { basename } from "node:path"
import { CannotRun, problemOf } from "./CannotRun.ts"
import { EmailAddress, keyOf, type Where } from "./Contact.ts"

const decodeEmail = Schema.decodeUnknownResult(EmailAddress)

/** The addresses by their keys, each with where it stands. */
export type Unsubscribed = ReadonlyMap<string, Where>

export const nobody: Unsubscribed = new Map()

export const readUnsubscribed = Effect.fnUntraced(function* (path: string) {
  const fs = yield* FileSystem.FileSystem
  const text = yield* fs
    .readFileString(path)
    .pipe(
      Effect.mapError(
        (error) => new CannotRun({ message: `Cannot read who unsubscribed in ${path}: ${problemOf(error)}.` })
      )
    )
  const found = new Map<string, Where>()
  for (const [index, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .entries()) {
    const entry = line.replace(/#.*$/, "").trim()
    if (entry === "") continue
    const email = decodeEmail(entry)
    if (Result.isFailure(email)) {
      return yield* new CannotRun({
        message:
          `${path}, line ${index + 1}: ${email.failure.message}: ${entry}\n` +
          "Nothing was written. Each line must be one address, or somebody who unsubscribed could be missed."
      })
    }
    if (!found.has(keyOf(email.success))) found.set(keyOf(email.success), `${basename(path)}, line ${index + 1}`)
  }
  return found
})
