/** Builds mutations of an operation in a specification and of its schemas. */
import type { JsonObject } from "@salesbridge/openapi/Json"
import type { SpecOperation } from "@salesbridge/openapi/Specification"
import { type Draft, draftAt, type Kind, type PartialSubject } from "./Mutant.ts"
import { schemaMutations } from "./SchemaMutations.ts"
import type { Writable } from "./SchemaNodes.ts"
import type { NodeMutation } from "./ValueMutations.ts"

/** Edits a copy of the operation, of the paths that contain it, or of the whole specification. */
export type SpecificationEdit = (operation: Writable, paths: Writable, document: Writable) => void

export type SpecificationDraft = Draft<SpecificationEdit>

/**
 * The operation to mutate: the whole specification, the operation's node in it, and the operation as the reader
 * represents it.
 */
export interface Target {
  readonly document: JsonObject
  readonly node: JsonObject
  readonly spec: SpecOperation
}

/** Returns a function that makes drafts at this place of a specification. */
export const specDraftAt = (kind: Kind, location: string, subject: PartialSubject) =>
  draftAt<SpecificationEdit>(kind, location, subject)

/** A schema and the media type or parameter that contains it. */
export interface SchemaHolder {
  readonly side: "answer" | "request"
  readonly holder: JsonObject
  /** Finds the holder in a copy of the operation. */
  readonly holderIn: (operation: Writable) => Writable
  readonly location: (steps: ReadonlyArray<string>) => string
  readonly subject: PartialSubject
}

/** The mutations of a schema of the operation. */
export function* schemaDrafts(where: SchemaHolder): Generator<SpecificationDraft> {
  const { holder, holderIn, location, side, subject } = where
  for (const { apply, change, kind, narrows, steps } of schemaMutations(holder as Writable)) {
    // A package that reads all values also reads fewer, so no check could kill these mutants.
    if (side === "answer" && isLimit(kind) && narrows !== false) continue
    const details = { ...subject, steps, ...(narrows === undefined ? {} : { narrows }) }
    yield specDraftAt(kindOf(side, kind), location(steps), details)(change, (_) => apply(holderIn(_)))
  }
}

const isLimit = (kind: NodeMutation["kind"]): boolean =>
  ["format or limit", "unique items", "integer width", "default"].includes(kind)

const shorter = { "field renamed": "renamed", "field dropped": "dropped", "field added": "added" } as const

type Shortened = keyof typeof shorter

/** The kind of a mutation of a response's or request's schema. */
export const kindOf = (side: "answer" | "request", kind: NodeMutation["kind"]): Kind => {
  if (side === "answer") return `answer: ${kind as Exclude<typeof kind, "default">}`
  return `request: ${kind in shorter ? shorter[kind as Shortened] : (kind as Exclude<typeof kind, Shortened>)}`
}
