/* oxlint-disable typescript/no-explicit-any -- erased types of error classes */
/**
 * The errors of a call: one class for each documented status, created by {@link status}, and the few that every call
 * can meet. Their content is for people and logs, so secrets are removed before they are created.
 */
import type * as Cause from "effect/Cause"
import { TaggedError } from "./TaggedError.ts"
import * as Duration from "effect/Duration"
import type * as Schema from "effect/Schema"
import { type Category, type CategoryOf, fromStatus } from "./Category.ts"

/**
 * Fields that other errors have and this one never has. They are declared so that a handler can read them without
 * checking the tag.
 */
type Never<Names extends "status" | "retryAfter" | "reason"> = { readonly [Name in Names]?: undefined }

/** The fields of every error. */
export interface Facts {
  /** The vendor's short name, such as `salesflow`. */
  readonly vendor: string
  /** The operation's id, such as `startCampaign`. */
  readonly operation: string
}

/** The fields of an error with a response. */
export interface ResponseFacts extends Facts {
  /** The HTTP status. */
  readonly status: number
  /** The vendor's request id, if the response has one. */
  readonly requestId: string | undefined
  /** How long the vendor asks to wait, if it does. */
  readonly retryAfter: Duration.Duration | undefined
  /** At most 2 KiB of the body, as text, with secrets removed. */
  readonly body: string
}

/** @deprecated Use `ResponseFacts`. */
export type AnswerFacts = ResponseFacts

/** Any failure of a call, documented or not, as a retry policy or a handler for all vendors sees it. */
export interface Failure extends Facts, Error {
  readonly _tag: string
  readonly category: Category
  readonly status?: number | undefined
  readonly retryAfter?: Duration.Duration | undefined
}

/** The fields of a documented error. */
export interface DocumentedFacts<Details = unknown> extends ResponseFacts {
  /** The vendor's own message, if the body has one. */
  readonly reason: string | undefined
  /** The decoded body, if it has the documented form. */
  readonly details: Details | undefined
}

/** How a documented status becomes an error class. */
export interface StatusOptions<Details, Status extends number = number, Kind extends Category = Category> {
  /** The HTTP status of this class. */
  readonly status: Status
  /** Default: the usual category of the status. */
  readonly category?: Kind
  /** The description in the vendor's API reference. */
  readonly description: string
  /** The documented form of the body. If a body has another form, `details` is undefined. */
  readonly details?: Schema.ConstraintDecoder<Details>
  /** Finds the vendor's own message in the decoded body. */
  readonly reason?: (details: Details) => string | null | undefined
  /**
   * Whether the vendor documents that a request with this response had no effect, so that even an unsafe call may be
   * sent again. Default: true for 429, otherwise false.
   */
  readonly notProcessed?: boolean
  /** For a 2xx status: whether this body reports a failure. */
  readonly when?: (body: unknown) => boolean
}

/** The class of a documented error. Calls create errors from it, and contract checks read it. */
export interface StatusClass<Self = {}> {
  new (facts: DocumentedFacts<any>): Self & Failure
  readonly tag: string
  readonly status: number
  readonly category: Category
  readonly description: string
  readonly detailsSchema: Schema.ConstraintDecoder<unknown> | undefined
  readonly reasonOf: (details: any) => string | null | undefined
  readonly notProcessed: boolean
  readonly when: ((body: unknown) => boolean) | undefined
}

const sentence = (facts: Facts, text: string) => `${facts.vendor} ${facts.operation}: ${text}`

/**
 * Creates the class of a documented status:
 *
 * ```ts
 * class CampaignNotFound extends VendorError.status("CampaignNotFound", {
 *   status: 404,
 *   description: "Campaign not found"
 * }) {}
 * ```
 */
export const status = <
  const Tag extends string,
  const Status extends number,
  Details = unknown,
  const Kind extends Category = CategoryOf<Status>
>(
  tag: Tag,
  options: StatusOptions<Details, Status, Kind>
) => {
  class DocumentedError extends TaggedError(tag)<
    DocumentedFacts<Details> & { readonly category: Category; readonly message: string }
  > {
    static readonly tag = tag
    static readonly status = options.status
    static readonly category = options.category ?? fromStatus(options.status)
    static readonly description = options.description
    static readonly detailsSchema = options.details
    static readonly reasonOf = options.reason ?? (() => undefined)
    static readonly notProcessed = options.notProcessed ?? options.status === 429
    static readonly when = options.when
    constructor(facts: DocumentedFacts<Details>) {
      const description = facts.reason === undefined ? options.description : `${options.description} (${facts.reason})`
      super({
        ...facts,
        category: DocumentedError.category,
        message: sentence(facts, `${facts.status} ${description}`)
      } as never)
    }
  }
  return DocumentedError as unknown as (new (facts: DocumentedFacts<Details>) => Cause.YieldableError &
    DocumentedFacts<Details> & {
      readonly _tag: Tag
      readonly status: Status
      readonly category: Kind
      readonly message: string
    }) &
    Omit<StatusClass, never>
}

/** The vendor does not document the status. */
export class UnexpectedStatus extends TaggedError("UnexpectedStatus")<
  ResponseFacts & Never<"reason"> & { readonly category: Category; readonly message: string }
> {
  constructor(facts: ResponseFacts) {
    super({
      ...facts,
      category: fromStatus(facts.status),
      message: sentence(facts, `${facts.status} is not among the documented statuses`)
    })
  }
}

/** The status means success, but the body does not match the operation's schema. */
export class UnexpectedResponse extends TaggedError("UnexpectedResponse")<
  ResponseFacts &
    Never<"reason"> & {
      readonly category: "Unexpected"
      readonly message: string
      /** Where the body first differs, such as `[3].MemberId`; empty for the whole body. */
      readonly path: string
      /** What differs there. */
      readonly problem: string
      /** Whether there was no body. */
      readonly empty: boolean
    }
> {
  constructor(facts: ResponseFacts & { readonly path: string; readonly problem: string; readonly empty: boolean }) {
    const where = facts.path === "" ? "the body" : `the body at ${facts.path}`
    super({
      ...facts,
      category: "Unexpected",
      message: sentence(facts, `${facts.status}, but ${where}: ${facts.problem}`)
    })
  }
}

/** The status means success, but the body exceeds the limit. The connection was closed. */
export class ResponseTooLarge extends TaggedError("ResponseTooLarge")<
  ResponseFacts &
    Never<"reason"> & {
      readonly category: "Unexpected"
      readonly message: string
      /** The limit for the decompressed body, in bytes. */
      readonly limit: number
    }
> {
  constructor(facts: ResponseFacts & { readonly limit: number }) {
    super({
      ...facts,
      category: "Unexpected",
      message: sentence(
        facts,
        `${facts.status}, but the body is larger than ${facts.limit} bytes: ask for less or raise \`maxBodyBytes\``
      )
    })
  }
}

/** One problem in the input of a call. */
export interface InputIssue {
  /** The field, such as `PublicIdentifiers[2]`. */
  readonly path: string
  /** The problem, such as `Expected a value with a length of at most 63`. */
  readonly problem: string
}

/** The input violates a documented rule. Nothing was sent. */
export class InvalidInput extends TaggedError("InvalidInput")<
  Facts &
    Never<"status" | "retryAfter" | "reason"> & {
      readonly category: "Invalid"
      readonly message: string
      readonly issues: ReadonlyArray<InputIssue>
    }
> {
  constructor(facts: Facts & { readonly issues: ReadonlyArray<InputIssue> }) {
    const list = facts.issues.map(({ path, problem }) => (path === "" ? problem : `${path}: ${problem}`)).join("; ")
    super({
      ...facts,
      category: "Invalid",
      message: sentence(facts, `nothing was sent, the input is invalid: ${list}`)
    })
  }
}

/** There was no response, or an incomplete one: refused, reset, cut off, or no such host. */
export class NetworkError extends TaggedError("NetworkError")<
  Facts &
    Never<"retryAfter" | "reason"> & {
      readonly category: "Network"
      readonly message: string
      /**
       * How far the call got. `connect`: it never reached the vendor. `request`: it may have. `response`: a response
       * began and was cut off.
       */
      readonly phase: "connect" | "request" | "response"
      /** The error code of the system or the transport, such as `ECONNREFUSED`. */
      readonly code: string | undefined
      /** The status, if the response was cut off after it. */
      readonly status?: number | undefined
      readonly cause?: Error
    }
> {
  constructor(
    facts: Facts & {
      readonly phase: "connect" | "request" | "response"
      readonly code: string | undefined
      readonly status?: number | undefined
      readonly cause?: Error
    }
  ) {
    const what = {
      connect: "could not connect",
      request: "the connection failed before a response came",
      response: "the connection failed in the middle of the response"
    }[facts.phase]
    const why = facts.code ?? facts.cause?.message
    super({ ...facts, category: "Network", message: sentence(facts, why === undefined ? what : `${what} (${why})`) })
  }
}

/** The time limit of an attempt or of the whole call has passed. */
export class RequestTimeout extends TaggedError("RequestTimeout")<
  Facts &
    Never<"status" | "retryAfter" | "reason"> & {
      readonly category: "Timeout"
      readonly message: string
      /** Which limit: that of one attempt, or that of the whole call. */
      readonly bound: "attempt" | "total"
      /** The limit. */
      readonly after: Duration.Duration
    }
> {
  constructor(facts: Facts & { readonly bound: "attempt" | "total"; readonly after: Duration.Duration }) {
    const what = facts.bound === "attempt" ? "no complete response to an attempt" : "the call did not finish"
    super({ ...facts, category: "Timeout", message: sentence(facts, `${what} within ${seconds(facts.after)}`) })
  }
}

/**
 * The quota would admit the call only after its time limit. Nothing was sent. Try later, raise the limit or reduce the
 * load.
 */
export class QuotaExceeded extends TaggedError("QuotaExceeded")<
  Facts &
    Never<"status" | "reason"> & {
      readonly category: "RateLimited"
      readonly message: string
      /** How long until the quota would have admitted the call. */
      readonly retryAfter: Duration.Duration
    }
> {
  constructor(facts: Facts & { readonly retryAfter: Duration.Duration }) {
    super({
      ...facts,
      category: "RateLimited",
      message: sentence(
        facts,
        `the quota is free again in ${seconds(facts.retryAfter)}, after the call's total time limit`
      )
    })
  }
}

/** The store that shares the quota between processes does not answer. Nothing was sent. */
export class QuotaUnavailable extends TaggedError("QuotaUnavailable")<
  Facts &
    Never<"status" | "retryAfter" | "reason"> & {
      readonly category: "Network"
      readonly message: string
      readonly cause?: Error
    }
> {
  constructor(facts: Facts & { readonly cause?: Error }) {
    super({ ...facts, category: "Network", message: sentence(facts, "the quota's store does not answer") })
  }
}

/**
 * The source of a credential cannot provide a value, for example because a token cannot be refreshed. Nothing was sent,
 * or only a request that the vendor answered 401.
 */
export class CredentialsUnavailable extends TaggedError("CredentialsUnavailable")<
  Facts &
    Never<"status" | "retryAfter"> & {
      readonly category: "Unauthorized"
      readonly message: string
      /** Why, as the source reports it. */
      readonly reason: string
      readonly cause?: Error
    }
> {
  constructor(facts: Facts & { readonly reason: string; readonly cause?: Error }) {
    super({
      ...facts,
      category: "Unauthorized",
      message: sentence(facts, `there are no valid credentials: ${facts.reason}`)
    })
  }
}

const seconds = (duration: Duration.Duration): string => `${Number(Duration.toSeconds(duration).toFixed(3))} s`
