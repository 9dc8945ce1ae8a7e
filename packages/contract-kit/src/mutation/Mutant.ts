/** A mutant is a specification or an operation with a single change, which a check must notice. */
import type { Operation, Vendor } from "@salesbridge/core"
import { inside, type JsonObject } from "@salesbridge/openapi/Json"

/** The kind of change, as the report shows it. */
export type Kind =
  | "answer: field renamed"
  | "answer: field dropped"
  | "answer: field added"
  | "answer: required or not"
  | "answer: null or not"
  | "answer: type"
  | "answer: format or limit"
  | "answer: unique items"
  | "answer: integer width"
  | "answer: enumeration"
  | "answer: free fields"
  | "answer: body"
  | "answer: header"
  | "request: renamed"
  | "request: dropped"
  | "request: added"
  | "request: required or not"
  | "request: null or not"
  | "request: type"
  | "request: format or limit"
  | "request: unique items"
  | "request: integer width"
  | "request: default"
  | "request: enumeration"
  | "request: free fields"
  | "request: place"
  | "request: style"
  | "request: constant"
  | "request: read only"
  | "server"
  | "path"
  | "method"
  | "status added"
  | "status removed"
  | "status changed"
  | "security"
  | "safety"
  | "error: category"
  | "error: not processed"

/** The place that a mutation changes. The rules for equivalent mutants need it. */
export interface Subject {
  /** The part of the response or the request: `body`, or a place and a name such as `query ids[]`. */
  readonly part: string
  /** The status of the response; absent for a request. */
  readonly status?: number
  /** The path to the place in the part: names of fields, `[]` for items, `*` for fields of any name. */
  readonly steps: ReadonlyArray<string>
  /** Whether the specification now allows fewer values. False if it allows more. */
  readonly narrows?: boolean
  /** Whether the mutation is in an entry of `x-alternative-of`. */
  readonly alternative?: boolean
}

/** A subject in which missing steps mean an empty list. */
export type PartialSubject = Pick<Subject, "part"> & Partial<Subject>

/** A mutation without an id. */
export interface Draft<Edit> {
  readonly kind: Kind
  /** The location, such as `response body data[].name`. */
  readonly location: string
  /** The change in a few words, such as `may be null`. */
  readonly change: string
  readonly subject: PartialSubject
  readonly edit: Edit
}

/** Returns a function that makes drafts at this place, one at a time. */
export const draftAt =
  <Edit>(kind: Kind, location: string, subject: PartialSubject) =>
  (change: string, edit: Edit): Draft<Edit> => ({ kind, location, change, subject, edit })

interface Identity {
  /** Unique within a vendor, and equal in every run. */
  readonly id: string
  readonly kind: Kind
  /** The operation's id, or the id of a specification's entry that describes several operations. */
  readonly operation: string
  /** The location, such as `200 response body data[].name`. */
  readonly location: string
  /** The change in a few words, such as `may be null`. */
  readonly change: string
  readonly subject: Subject
}

/** Makes mutants of drafts by adding ids. If two have the same id, only the first is kept. */
export const identified = <Edit, A extends Identity>(
  idPrefix: string,
  drafts: Iterable<Draft<Edit>>,
  toMutant: (draft: Omit<Identity, "operation">, edit: Edit) => A
): ReadonlyArray<A> => {
  const found = new Map<string, A>()
  for (const { change, edit, kind, location, subject } of drafts) {
    const id = `${idPrefix} ${subject.status ?? ""} ${location} ${change}`
    if (found.has(id)) continue
    const status = subject.status === undefined ? "" : `${subject.status} `
    const draft = { id, kind, location: `${status}${location}`, change, subject: { steps: [], ...subject } }
    found.set(id, toMutant(draft, edit))
  }
  return [...found.values()]
}

/** A mutation of a specification. `apply` returns a changed copy. */
export interface SpecificationMutant extends Identity {
  readonly side: "specification"
  readonly apply: (document: JsonObject) => JsonObject
}

/** An operation and its vendor's definition. */
export interface Declared {
  readonly operation: Operation.Any
  readonly definition: Vendor.Definition
}

/** A mutation of an operation or of its vendor's definition. `apply` returns changed copies. */
export interface OperationMutant extends Identity {
  readonly side: "operation"
  readonly apply: (operation: Operation.Any, definition: Vendor.Definition) => Declared
}

export type Mutant = SpecificationMutant | OperationMutant

/** The place in a body, as the report shows it. */
export const placeOf = (steps: ReadonlyArray<string>): string =>
  steps.reduce((place, step) => {
    if (step === "[]") return `${place}[]`
    return step === "*" ? `${place}${place === "" ? "" : "."}*` : inside(place, step)
  }, "")
