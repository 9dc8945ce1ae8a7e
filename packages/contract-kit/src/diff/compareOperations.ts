/** Compares two versions of a package's catalog, for those who call it. */
import { canonical, show } from "@salesbridge/openapi/Json"
import { type Change, finding, type Finding } from "./Change.ts"
import { compare as compareShapes, compareFields, type Difference } from "./ShapeDifference.ts"
import type { Sides } from "./OperationDescription.ts"
import { namesOf } from "../shape/SchemaShape.ts"
import { meanings, refusedResponse, type Side } from "./Meaning.ts"
import type { ErrorDescription, Input, OperationDescription } from "./OperationDescription.ts"

type Catalog = ReadonlyArray<OperationDescription>

/** All changes, in the order of the newer catalog. Removed operations come last. */
export const compareCatalogs = (vendor: string, before: Catalog, after: Catalog): ReadonlyArray<Change> => {
  const [known, now] = [byId(before), byId(after)]
  return [...new Set([...now.keys(), ...known.keys()])].flatMap((operation) =>
    compareOperations(known.get(operation), now.get(operation)).map((_) => ({
      vendor,
      subject: "package" as const,
      operation,
      ..._
    }))
  )
}

const byId = (catalog: Catalog) => new Map(catalog.map((_) => [_.id, _]))

/** All changes of one operation. */
const compareOperations = (
  before: OperationDescription | undefined,
  after: OperationDescription | undefined
): ReadonlyArray<Finding> => {
  if (before === undefined) {
    if (after === undefined) return []
    return [finding("operation", "none", wordsOf(after), ["additive", "there is a new operation to call"])]
  }
  if (after === undefined) {
    return [finding("operation", wordsOf(before), "none", ["breaking", "code that calls it does not compile"])]
  }
  return [
    ...names(before, after),
    ...route(before, after),
    ...safety(before, after),
    ...credentials(before, after),
    ...namesOf(before.inputs, after.inputs).flatMap((name) => input(name, before.inputs[name], after.inputs[name])),
    ...sides("success", before.success, after.success, "read", "received"),
    ...emptySuccess(before, after),
    ...namesOf(before.errors, after.errors).flatMap((tag) => error(tag, before.errors[tag], after.errors[tag])),
    ...notes(before, after)
  ]
}

const wordsOf = ({ method, names, path }: OperationDescription): string =>
  `${method} ${path}${names.length === 0 ? "" : `, ${names.join(" and ")}`}`

const names = (before: OperationDescription, after: OperationDescription): ReadonlyArray<Finding> => [
  ...before.names
    .filter((name) => !after.names.includes(name))
    .map((name) => finding("export", name, "none", ["breaking", "code that uses this name does not compile"])),
  ...after.names
    .filter((name) => !before.names.includes(name))
    .map((name) => finding("export", "none", name, ["additive", "there is another name for it"]))
]

/**
 * Callers of the function do not notice such a change. But package and mock are installed separately and may have different versions,
 * and consumers record responses and configure firewalls by address.
 */
const route = (before: OperationDescription, after: OperationDescription): ReadonlyArray<Finding> =>
  (["method", "path", "server"] as const)
    .filter((key) => before[key] !== after[key])
    .map((key) =>
      finding(key, before[key], after[key], [
        "breaking",
        "mocks, recordings and firewall rules that name it no longer match"
      ])
    )

const safety = (before: OperationDescription, after: OperationDescription): ReadonlyArray<Finding> => {
  const [was, is] = [before.safety, after.safety]
  if (was === is) return []
  if (is === "unsafe") {
    return [finding("safety", was, is, ["breaking", "calls that a retry used to save now fail"])]
  }
  if (was === "unsafe") return [finding("safety", was, is, ["additive", "calls that used to fail are now retried"])]
  return [finding("safety", was, is, ["invisible", "both are retried"])]
}

const credentials = (before: OperationDescription, after: OperationDescription): ReadonlyArray<Finding> =>
  namesOf(before.credentials, after.credentials).flatMap((key): ReadonlyArray<Finding> => {
    const [was, is] = [before.credentials[key], after.credentials[key]]
    const at = `credential ${key}`
    const text = (_: typeof was) => (_ === undefined ? "none" : `${_.travels}, ${_.required ? "required" : "optional"}`)
    const found = (...meaning: Parameters<typeof finding>[3]) => [finding(at, text(was), text(is), meaning)]
    if (was === undefined) {
      return is?.required === true
        ? found("breaking", "the call fails if the layer lacks it")
        : found("additive", "layers may have it")
    }
    if (is === undefined) return found("invisible", "the call no longer sends it; layers may still have it")
    if (was.travels !== is.travels) return found("breaking", "mocks and recordings that name it no longer match")
    if (was.required === is.required) return []
    return is.required
      ? found("breaking", "the call fails if the layer lacks it")
      : found("additive", "the call works without it")
  })

const input = (name: string, before: Input | undefined, after: Input | undefined): ReadonlyArray<Finding> => {
  const place = (after ?? before)!.place
  const location = `${place} ${name}`
  const field = (_: Input | undefined, side: keyof Sides) =>
    _ === undefined ? undefined : { required: _.required, shape: _[side] }
  if (before === undefined || after === undefined) {
    return meanings("given", location, compareFields(field(before, "type"), field(after, "type"), ""))
  }
  const moved =
    before.place === after.place
      ? []
      : [
          finding(location, `in ${before.place}`, `in ${after.place}`, [
            "breaking",
            "mocks and recordings that name it no longer match"
          ])
        ]
  const required = compareFields(field(before, "type"), field(after, "type"), "").filter(
    ({ event, place }) => place === "" && (event === "becameRequired" || event === "becameOptional")
  )
  return [...moved, ...meanings("given", location, required), ...sides(location, before, after, "given", "sent")]
}

/** Changes of the type that callers see, and changes of the encoded form where the type did not change. */
const sides = (location: string, before: Sides, after: Sides, type: Side, wire: Side): ReadonlyArray<Finding> => {
  const seen = compareShapes(before.type, after.type)
  const travels = compareShapes(before.wire, after.wire).filter(({ place }) => !seen.some((_) => explains(_, place)))
  return [...meanings(type, location, seen), ...meanings(wire, location, travels)]
}

/** Whether a change of the type explains a change of the encoded form, at the same place or at one that contains it. */
const explains = ({ event, place }: Difference, other: string): boolean =>
  place === other ||
  (event === "replaced" && (place === "" || other.startsWith(`${place}.`) || other.startsWith(`${place}[`)))

const emptySuccess = (before: OperationDescription, after: OperationDescription): ReadonlyArray<Finding> => {
  if (before.emptySuccess === after.emptySuccess) return []
  const text = (is: boolean) => (is ? "read" : "an UnexpectedResponse")
  return [
    finding(
      "empty success",
      text(before.emptySuccess),
      text(after.emptySuccess),
      after.emptySuccess
        ? ["additive", "a response that was refused is read"]
        : ["breaking", "a response that was read is refused"]
    )
  ]
}

/**
 * Adding a class is breaking, because it extends the union of the call's errors. Handlers of every tag become
 * incomplete, signatures that name the union no longer compile, and `UnexpectedStatus` no longer covers the status.
 */
const error = (
  tag: string,
  before: ErrorDescription | undefined,
  after: ErrorDescription | undefined
): ReadonlyArray<Finding> => {
  const location = `error ${tag}`
  const text = (_: ErrorDescription | undefined) =>
    _ === undefined ? "none" : `${_.statuses.join(" and ")} ${_.category}`
  if (before === undefined) {
    return [finding(location, text(before), text(after), ["breaking", "handlers that list every tag are incomplete"])]
  }
  if (after === undefined) {
    return [finding(location, text(before), text(after), ["breaking", "handlers that name its tag do not compile"])]
  }
  const differs = (key: "statuses" | "category") => canonical(before[key]) !== canonical(after[key])
  const details = before.details !== undefined && after.details !== undefined
  return [
    ...(differs("statuses") || differs("category")
      ? [finding(location, text(before), text(after), ["breaking", "handlers by status or category miss it"])]
      : []),
    ...(details
      ? readBestEffort(sides(`${location} details`, before.details!, after.details!, "read", "received"))
      : []),
    ...(!details && before.details !== undefined
      ? [
          finding(`${location} details`, "a documented schema", "unknown", [
            "breaking",
            "code that reads it does not compile"
          ])
        ]
      : []),
    ...(!details && after.details !== undefined
      ? [finding(`${location} details`, "unknown", "a documented schema", ["additive", "there is more to read"])]
      : []),
    ...flag(`${location} reason`, before.reason, after.reason, {
      on: ["additive", "the vendor's message can be read"],
      off: ["breaking", "code that reads the vendor's message finds none"]
    }),
    ...flag(`${location} not processed`, before.notProcessed, after.notProcessed, {
      on: ["additive", "calls with this response are now retried"],
      off: ["breaking", "calls that a retry used to save now fail"]
    }),
    ...flag(`${location} only for some responses`, before.partial, after.partial, {
      on: ["breaking", "other responses with its status are no longer this error"],
      off: ["breaking", "all responses with its status are now this error"]
    }),
    ...(before.description === after.description
      ? []
      : [finding(`${location} description`, before.description, after.description, invisible)])
  ]
}

/** If a body does not match `details`, the error only lacks its details. */
const readBestEffort = (findings: ReadonlyArray<Finding>): ReadonlyArray<Finding> =>
  findings.map((_) =>
    _.why === refusedResponse ? { ..._, why: "details that were read are now undefined, and no type shows it" } : _
  )

type Meaning = Parameters<typeof finding>[3]
const invisible: Meaning = ["invisible", "text for people; nothing depends on it"]

const flag = (
  location: string,
  before: boolean,
  after: boolean,
  meaning: { readonly on: Meaning; readonly off: Meaning }
): ReadonlyArray<Finding> => {
  const text = (is: boolean) => (is ? "yes" : "no")
  return before === after ? [] : [finding(location, text(before), text(after), after ? meaning.on : meaning.off)]
}

const notes = (before: OperationDescription, after: OperationDescription): ReadonlyArray<Finding> =>
  namesOf(before.notes, after.notes)
    .filter((name) => canonical(before.notes[name]) !== canonical(after.notes[name]))
    .map((name) => {
      const text = (_: OperationDescription) => (_.notes[name] === undefined ? "none" : show(_.notes[name]))
      return finding(name, text(before), text(after), invisible)
    })
