/** Single faults, in a specification or in an operation, to prove that the checks see them. */
import type { Operation, Vendor } from "@salesbridge/core"
import type { JsonObject } from "@salesbridge/openapi/Json"

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

/** What a fault is about, for the rules that explain why none can notice it. */
export interface Subject {
  /** The part of the answer or the request: `body`, or a place and name such as `query ids[]`. */
  readonly part: string
  /** The answer's status; none for the request. */
  readonly status?: number
  /** The steps to the place in the part: names of fields, `[]` for items, `*` for free fields. */
  readonly steps: ReadonlyArray<string>
  /** Whether the specification now promises more than it did: only values that it had before. */
  readonly narrows?: boolean
  /** The fault is in an entry of `x-alternative-of`. */
  readonly alternative?: boolean
}

interface Fault {
  /** Unique in its vendor; the same in every run. */
  readonly id: string
  readonly kind: Kind
  /** The operation's id, or that of the specification's entry that stands for several. */
  readonly operation: string
  /** Where, such as `response body data[].name`. */
  readonly location: string
  /** What, in a few words. */
  readonly fault: string
  readonly subject: Subject
}

/** A fault in the specification. `apply` leaves the document as it was and gives another. */
export interface SpecificationMutation extends Fault {
  readonly side: "specification"
  readonly apply: (document: JsonObject) => JsonObject
}

/** An operation and what is known of its vendor, both with the fault or one of them. */
export interface Mutant {
  readonly operation: Operation.Any
  readonly definition: Vendor.Definition
}

/** A fault in an operation, or in how its vendor is declared. `apply` leaves both as they were and gives others. */
export interface OperationMutation extends Fault {
  readonly side: "operation"
  readonly apply: (operation: Operation.Any, definition: Vendor.Definition) => Mutant
}

export type Mutation = SpecificationMutation | OperationMutation
