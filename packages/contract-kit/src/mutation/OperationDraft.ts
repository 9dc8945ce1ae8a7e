/** Builds mutations of an operation that a package declares. */
import type { Operation, Vendor } from "@salesbridge/core"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import { isObject } from "@salesbridge/openapi/Json"
import type * as Sample from "../interactions/Sample.ts"
import { codecMutations } from "./CodecMutations.ts"
import { type Draft, draftAt, type Kind, type OperationMutant, type PartialSubject, placeOf } from "./Mutant.ts"

export type OperationDraft = Draft<OperationMutant["apply"]>

/** Returns a function that makes drafts which change data of the operation at this place. */
export const operationDraftAt =
  (kind: Kind, location: string, subject: PartialSubject) =>
  (change: string, edit: (operation: Operation.Any) => Partial<Operation.Any>): OperationDraft =>
    draftAt<OperationMutant["apply"]>(
      kind,
      location,
      subject
    )(change, (operation, definition) => ({
      operation: withData(operation, edit(operation)),
      definition
    }))

/** Returns a function that makes drafts which change the vendor's definition at this place. */
export const definitionDraftAt =
  (kind: Kind, location: string, subject: PartialSubject) =>
  (change: string, edit: (definition: Vendor.Definition) => Partial<Vendor.Definition>): OperationDraft =>
    draftAt<OperationMutant["apply"]>(
      kind,
      location,
      subject
    )(change, (operation, definition) => ({
      operation,
      definition: { ...definition, ...edit(definition) }
    }))

/** Mutations of the schema with which the package reads a response of this status. */
export function* answerDrafts(
  codec: Sample.Codec,
  status: number,
  edit: (codec: Sample.Codec) => (operation: Operation.Any) => Partial<Operation.Any>
): Generator<OperationDraft> {
  for (const { apply, change, kind, steps } of codecMutations(codec)) {
    const narrows = change === "is required" || change === "is never null"
    const subject = { part: "body", status, steps, ...(narrows ? { narrows } : {}) }
    const draft = operationDraftAt(`answer: ${kind}`, `response body ${placeOf(steps)}`, subject)
    yield draft(change, (operation) => edit(apply())(operation))
  }
}

/** A copy of the operation with changed data. Its calls use the changed data as well. */
const withData = (operation: Operation.Any, change: Partial<Operation.Any>): Operation.Any => {
  const call = (input: unknown, options?: object) =>
    Effect.flatMap(Effect.context<never>(), (context) => vendorIn(context).call(mutated, input ?? {}, options))
  Object.defineProperty(call, "name", { value: operation.id })
  const mutated: Operation.Any = Object.assign(call, { ...operation, ...change })
  return mutated
}

/** Finds the vendor's service in the context, whatever its key. */
const vendorIn = (context: Context.Context<never>): Vendor.Vendor => {
  for (const service of context.mapUnsafe.values()) {
    if (isObject(service) && typeof (service as Record<string, unknown>)["callWithResponse"] === "function") {
      return service as unknown as Vendor.Vendor
    }
  }
  throw new Error("The contract's layer provides no vendor service.")
}
