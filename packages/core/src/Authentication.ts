/** The credentials of a call: which ones it carries, their current values, and new values after a 401. */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Credentials from "./Credentials.ts"
import * as HttpSyntax from "./HttpSyntax.ts"
import * as Redaction from "./Redaction.ts"
import type { Credential } from "./VendorDefinition.ts"
import { CredentialsUnavailable, type Facts, type Failure, type RequestTimeout } from "./VendorError.ts"

/** A credential with its value, or with the source of its value. */
export interface Attached extends Credential {
  readonly key: string
  readonly value: string | Redacted.Redacted | Credentials.Source
}

/** A credential with the value to send. */
export interface Sent extends Credential {
  readonly key: string
  readonly value: string | Redacted.Redacted
}

interface FromSource extends Credential {
  readonly key: string
  readonly source: Credentials.Source
}

/** The credentials of one operation: fixed values, and values that come from a source. */
export interface Authentication {
  readonly fixed: ReadonlyArray<Sent>
  readonly changing: ReadonlyArray<FromSource>
  /** Why a fixed value cannot be sent; `undefined` if all can. */
  readonly problem: string | undefined
}

/** Removes white space around a value, which may come with it from a file or a web page. */
export const trimmed = <V extends string | Redacted.Redacted | Credentials.Source>(value: V): V => {
  if (typeof value === "string") return value.trim() as V
  if (!Redacted.isRedacted(value)) return value
  const text = String(Redacted.value(value))
  return text.trim() === text ? value : (Redacted.make(text.trim()) as V)
}

/** Why a value cannot be sent in its place, if it cannot. The reason does not contain the value. */
const problemOf = ({ in: place, key, value }: Sent): string | undefined => {
  const text = Redacted.isRedacted(value) ? String(Redacted.value(value)) : value
  if (text === "") return `\`${key}\` is empty`
  // From a missing setting: `Number(process.env.UNSET)`.
  if (text === "NaN") return `\`${key}\` is not a number`
  return place === "query" || HttpSyntax.isHeaderValue(text)
    ? undefined
    : `\`${key}\` cannot be sent in a header: it contains a line break or a character outside Latin-1`
}

/** The credentials of an operation; all of the vendor's if it names none. */
export const make = (attached: ReadonlyArray<Attached>, names: ReadonlyArray<string> | undefined): Authentication => {
  const carried = names === undefined ? attached : attached.filter(({ key }) => names.includes(key))
  const fixed = carried.filter((_): _ is Sent => !Credentials.isSource(_.value))
  return {
    fixed,
    problem: fixed.map(problemOf).find((problem) => problem !== undefined),
    changing: carried.flatMap(({ value, ...rest }) => (Credentials.isSource(value) ? [{ ...rest, source: value }] : []))
  }
}

/** The settings for sending with changing credentials. */
export interface Options {
  readonly facts: Facts
  readonly redact: ReturnType<typeof Redaction.growing>
  /** Bounds an effect by the time that the call has left. */
  readonly within: <A, E>(effect: Effect.Effect<A, E>) => Effect.Effect<A, E | RequestTimeout>
}

/**
 * Sends with the current values. After a 401 it sends once more with new ones: a 401 means that the vendor did nothing.
 */
export const authenticated = <A>(
  { changing, fixed }: Authentication,
  { facts, redact, within }: Options,
  send: (credentials: ReadonlyArray<Sent>) => Effect.Effect<A, Failure>
): Effect.Effect<A, Failure> => {
  const unavailable = ({ cause: thrown, message }: Credentials.SourceError) => {
    const cause = Redaction.redactCause(thrown, redact)
    return new CredentialsUnavailable({
      ...facts,
      reason: redact(message),
      ...(cause === undefined ? {} : { cause })
    })
  }
  const values = (ask: (source: Credentials.Source, index: number) => ReturnType<Credentials.Source["renew"]>) =>
    Effect.forEach(changing, ({ source, ...rest }, index) =>
      within(Effect.mapError(ask(source, index), unavailable)).pipe(
        Effect.flatMap((given) => {
          const value = trimmed(given)
          redact.learn(value)
          const sent = { ...rest, value }
          const reason = problemOf(sent)
          return reason === undefined
            ? Effect.succeed(sent)
            : Effect.fail(new CredentialsUnavailable({ ...facts, reason }))
        })
      )
    )
  return Effect.flatMap(
    values((source) => source.get),
    (sent) =>
      Effect.catchIf(
        send([...fixed, ...sent]),
        (failure) => failure.status === 401,
        () =>
          Effect.flatMap(
            values((source, index) => source.renew(sent[index]!.value)),
            (renewed) => send([...fixed, ...renewed])
          )
      )
  )
}
