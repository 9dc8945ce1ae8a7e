/** Mutations of an operation's errors: statuses, bodies and claims. */
import type { Operation, VendorError } from "@salesbridge/core"
import type * as Sample from "../interactions/Sample.ts"
import { answerDrafts, type OperationDraft, operationDraftAt } from "./OperationDraft.ts"

type StatusClass = VendorError.StatusClass

/** A subclass with some static properties changed. */
const derived = (error: StatusClass, changes: Partial<StatusClass>): StatusClass => {
  class Derived extends (error as unknown as new (facts: never) => object) {}
  for (const [name, value] of Object.entries(changes)) Object.defineProperty(Derived, name, { value, enumerable: true })
  return Derived as unknown as StatusClass
}

/** Replaces one of the operation's errors. Without `others`, removes it. */
const replaced =
  (index: number, ...others: ReadonlyArray<StatusClass>) =>
  ({ errors }: Operation.Any) => ({ errors: errors.toSpliced(index, 1, ...others) })

/** Mutations of the list of errors and of the schemas of their bodies. */
export function* errorMutations({ errors }: Operation.Any): Generator<OperationDraft> {
  const taken = new Set(errors.map(({ status }) => status))
  const other = [418, 451, 507].find((_) => !taken.has(_))!
  for (const [index, error] of errors.entries()) {
    const { detailsSchema, status, tag, when } = error
    const subject = { part: "status", status }
    yield operationDraftAt("status removed", `status ${tag}`, subject)("is gone", replaced(index))
    if (when === undefined) {
      const edit = replaced(index, derived(error, { status: other }))
      yield operationDraftAt("status changed", `status ${tag}`, subject)(`is ${other}`, edit)
    }
    if (detailsSchema !== undefined) {
      yield* answerDrafts(detailsSchema as unknown as Sample.Codec, status, (codec) =>
        replaced(index, derived(error, { detailsSchema: codec as never, reasonOf: () => undefined }))
      )
    }
  }
  const model = errors.find(({ when }) => when === undefined)
  if (model === undefined) return
  for (const status of [400, 401, 404, 409, 423, 500].filter((_) => !taken.has(_))) {
    const added = derived(model, { status, tag: model.tag })
    const draft = operationDraftAt("status added", "status", { part: "status", status })
    yield draft(`${status} is new`, (operation) => ({ errors: [...operation.errors, added] }))
  }
}

/**
 * Mutations of the claims about a call and its errors: safety, category, and whether the vendor processed the request.
 */
export function* claimMutations({ errors, safety }: Operation.Any): Generator<OperationDraft> {
  for (const other of (["safe", "idempotent", "unsafe"] as const).filter((_) => _ !== safety)) {
    yield operationDraftAt("safety", "safety", { part: "safety" })(`is ${other}`, () => ({ safety: other }))
  }
  for (const [index, error] of errors.entries()) {
    const { category, notProcessed, status, tag } = error
    const other = category === "Server" ? "Conflict" : "Server"
    const subject = { part: "status", status }
    const changed = (facts: Partial<StatusClass>) => replaced(index, derived(error, facts))
    const draft = operationDraftAt("error: category", `status ${tag}`, subject)
    yield draft(`has the category ${other}`, changed({ category: other }))
    const meaning = operationDraftAt("error: not processed", `status ${tag}`, subject)
    const change = notProcessed ? "may have done something" : "has done nothing"
    yield meaning(change, changed({ notProcessed: !notProcessed }))
  }
}
