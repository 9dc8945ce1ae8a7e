/** Mutants: a specification or an operation with a single change, which a check must notice. */
import type { Operation, Vendor } from "@salesbridge/core"
import { inside, type JsonObject } from "@salesbridge/openapi/Json"

/** What is wrong, in the words of the report. */
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

/** What a mutation is about, for the rules that explain why a mutant is equivalent. */
export interface Subject {
  /** The part of the answer or the request: `body`, or a place and name such as `query ids[]`. */
  readonly part: string
  /** The answer's status; none for the request. */
  readonly status?: number
  /** The steps to the place in the part: names of fields, `[]` for items, `*` for free fields. */
  readonly steps: ReadonlyArray<string>
  /** Whether the specification now promises more than it did: only values that it had before. */
  readonly narrows?: boolean
  /** The mutation is in an entry of `x-alternative-of`. */
  readonly alternative?: boolean
}

/** A subject whose steps are none where they are left out. */
export type PartialSubject = Pick<Subject, "part"> & Partial<Subject>

/** A mutation, before its mutant has an id. */
export interface Draft<Edit> {
  readonly kind: Kind
  /** Where, such as `response body data[].name`. */
  readonly location: string
  /** What is different, in a few words. */
  readonly change: string
  readonly subject: PartialSubject
  readonly edit: Edit
}

/** Drafts about the same place. */
export const draftsAt =
  <Edit>(kind: Kind, location: string, subject: PartialSubject) =>
  (change: string, edit: Edit): Draft<Edit> => ({ kind, location, change, subject, edit })

interface Identity {
  /** Unique in its vendor; the same in every run. */
  readonly id: string
  readonly kind: Kind
  /** The operation's id, or that of the specification's entry that stands for several. */
  readonly operation: string
  /** Where, such as `200 response body data[].name`. */
  readonly location: string
  /** What is different, in a few words. */
  readonly change: string
  readonly subject: Subject
}

/** Gives each draft its id and makes it a mutant. Of two with the same id it keeps the first. */
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

/** A mutated specification. `apply` leaves the document as it was and gives another. */
export interface SpecificationMutant extends Identity {
  readonly side: "specification"
  readonly apply: (document: JsonObject) => JsonObject
}

/** An operation and what is known of its vendor. */
export interface Declared {
  readonly operation: Operation.Any
  readonly definition: Vendor.Definition
}

/** A mutated operation, or one whose vendor is declared otherwise. `apply` leaves both as they were and gives others. */
export interface OperationMutant extends Identity {
  readonly side: "operation"
  readonly apply: (operation: Operation.Any, definition: Vendor.Definition) => Declared
}

export type Mutant = SpecificationMutant | OperationMutant

/** A place in a body in the report's words. */
export const placeOf = (steps: ReadonlyArray<string>): string =>
  steps.reduce((place, step) => {
    if (step === "[]") return `${place}[]`
    return step === "*" ? `${place}${place === "" ? "" : "."}*` : inside(place, step)
  }, "")
