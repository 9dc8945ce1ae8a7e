/** Compares two versions of a specification, for those who develop against its mock. */
import { type Change, finding, type Finding } from "./Change.ts"
import { namesOf } from "../shape/SchemaShape.ts"
import { compare as compareShapes, compareFields, notations } from "./ShapeDifference.ts"
import { meanings, type Side, unclear } from "./Meaning.ts"
import type { Keywords } from "./Keywords.ts"
import type {
  BodyDescription,
  ParameterDescription,
  ResponseDescription,
  SpecDescription,
  SpecOperationDescription,
  WebhookDescription
} from "./SpecDescription.ts"

/** All changes, in the order of the newer specification. Removed operations come last. */
export const compareSpecs = (
  vendor: string,
  before: SpecDescription | undefined,
  after: SpecDescription | undefined
): ReadonlyArray<Change> => {
  const of = (operation: string, findings: ReadonlyArray<Finding>): ReadonlyArray<Change> =>
    findings.map((_) => ({ vendor, subject: "specification", operation, ..._ }))
  const left = new Set(before?.operations)
  const take = (wanted: (_: SpecOperationDescription) => boolean) => {
    const found = [...left].find(wanted)
    if (found !== undefined) left.delete(found)
    return found
  }
  const now = after?.operations ?? []
  const pairs = new Map(now.map((one) => [one, take(({ id }) => id === one.id)]))
  // An operation with another id and the same method and path was renamed.
  for (const one of now) {
    if (pairs.get(one) === undefined)
      pairs.set(
        one,
        take((_) => _.method === one.method && _.path === one.path)
      )
  }
  return [
    ...(before === undefined || after === undefined ? [] : of("", documentFindings(before, after))),
    ...now.flatMap((one) => of(one.id, compareSpecOperations(pairs.get(one), one))),
    ...[...left].flatMap((one) => of(one.id, compareSpecOperations(one, undefined)))
  ]
}

const documentFindings = (before: SpecDescription, after: SpecDescription): ReadonlyArray<Finding> => [
  ...serverFindings(before.servers, after.servers),
  ...namesOf(before.texts, after.texts)
    .filter((name) => before.texts[name] !== after.texts[name])
    .map((name) => finding(name, before.texts[name] ?? "none", after.texts[name] ?? "none", forPeople)),
  ...namesOf(before.unknown, after.unknown)
    .filter((name) => before.unknown[name] !== after.unknown[name])
    .map((name) => finding(name, before.unknown[name] ?? "none", after.unknown[name] ?? "none", noRule)),
  ...namesOf(before.webhooks, after.webhooks).flatMap((name) =>
    webhook(`webhook ${name}`, before.webhooks[name], after.webhooks[name])
  )
]

/** All changes of a call that the vendor makes. Only its body has rules. */
const webhook = (
  location: string,
  before: WebhookDescription | undefined,
  after: WebhookDescription | undefined
): ReadonlyArray<Finding> => {
  if (before === undefined || after === undefined) {
    return [
      finding(
        location,
        before?.method ?? "none",
        after?.method ?? "none",
        before === undefined ? ["additive", "consumers can wait for it"] : ["breaking", "consumers wait for it in vain"]
      )
    ]
  }
  const here = (findings: ReadonlyArray<Finding>) =>
    findings.map((_) => ({ ..._, location: `${location} ${_.location}` }))
  return [
    ...contents(`${location} body`, before.content, after.content),
    ...(before.structure === after.structure ? [] : [finding(location, notations.before, notations.after, unclear)]),
    ...here(unknown(before, after)),
    ...here(texts(before, after))
  ]
}

/** The bodies of a response or of a call that the vendor makes. */
const contents = (
  location: string,
  before: ResponseDescription["content"],
  after: ResponseDescription["content"]
): ReadonlyArray<Finding> => [
  ...membership(`${location} media type`, Object.keys(before), Object.keys(after), {
    added: ["additive", Object.keys(before).length === 0 ? "there is a body to read" : "clients can request it"],
    removed: ["breaking", "consumers that read it find nothing"]
  }),
  ...Object.entries(before).flatMap(([type, form]) => {
    const other = after[type]
    return other === undefined ? [] : meanings("answered", location, compareShapes(form, other))
  })
]

const serverFindings = (before: ReadonlyArray<string>, after: ReadonlyArray<string>): ReadonlyArray<Finding> =>
  membership("server", before, after, {
    added: ["additive", "it is available there as well"],
    removed: ["breaking", "consumers that call it there find nothing"]
  })

type Meaning = Parameters<typeof finding>[3]
const forPeople: Meaning = ["invisible", "text for people; nothing depends on it"]
const noRule: Meaning = ["breaking", "no rule covers this keyword, so it counts as breaking"]

const membership = (
  location: string,
  before: ReadonlyArray<string>,
  after: ReadonlyArray<string>,
  meaning: { readonly added: Meaning; readonly removed: Meaning }
): ReadonlyArray<Finding> => [
  ...before.filter((_) => !after.includes(_)).map((_) => finding(location, _, "none", meaning.removed)),
  ...after.filter((_) => !before.includes(_)).map((_) => finding(location, "none", _, meaning.added))
]

/** All changes of one operation. */
const compareSpecOperations = (
  before: SpecOperationDescription | undefined,
  after: SpecOperationDescription | undefined
): ReadonlyArray<Finding> => {
  const words = ({ method, path }: SpecOperationDescription) => `${method} ${path}`
  if (before === undefined) {
    if (after === undefined) return []
    return [finding("operation", "none", words(after), ["additive", "the mock has a new operation"])]
  }
  if (after === undefined) {
    return [finding("operation", words(before), "none", ["breaking", "the mock no longer has it"])]
  }
  const found = [
    ...(before.id === after.id
      ? []
      : [finding("operationId", before.id, after.id, ["breaking", "clients generated from it lose the name"])]),
    ...(["method", "path"] as const)
      .filter((key) => before[key] !== after[key])
      .map((key) => finding(key, before[key], after[key], ["breaking", "the mock no longer responds there"])),
    ...serverFindings(before.servers, after.servers),
    ...security(before.security, after.security),
    ...namesOf(before.parameters, after.parameters).flatMap((name) =>
      parameter("given", name, before.parameters[name], after.parameters[name])
    ),
    ...body(before.body, after.body),
    ...namesOf(before.responses, after.responses).flatMap((status) =>
      response(status, before.responses[status], after.responses[status])
    ),
    ...unknown(before, after)
  ]
  const rewritten: ReadonlyArray<Finding> =
    found.length > 0 || before.structure === after.structure
      ? []
      : [finding("notation", notations.before, notations.after, ["invisible", "requests and responses stay the same"])]
  return [...found, ...rewritten, ...texts(before, after)]
}

const security = (before: ReadonlyArray<string>, after: ReadonlyArray<string>): ReadonlyArray<Finding> => {
  const open = (sets: ReadonlyArray<string>) => (sets.length === 0 ? ["nothing"] : sets)
  const [was, is] = [open(before), open(after)]
  return membership("security", was, is, {
    added: ["additive", "there is another way to authenticate"],
    removed: ["breaking", "calls that authenticate this way are refused"]
  })
}

const parameter = (
  side: Side,
  name: string,
  before: ParameterDescription | undefined,
  after: ParameterDescription | undefined
): ReadonlyArray<Finding> => [
  ...meanings(side, name, compareFields(before, after, "")),
  ...(before === undefined || after === undefined || before.style === after.style
    ? []
    : [finding(`${name} style`, before.style, after.style, ["breaking", "its values are written differently"])])
]

const body = (before: BodyDescription | undefined, after: BodyDescription | undefined): ReadonlyArray<Finding> => {
  const types = (_: BodyDescription) => Object.keys(_.content).join(" or ")
  const text = (_: BodyDescription | undefined) =>
    _ === undefined ? "none" : `${types(_)}, ${_.required ? "required" : "optional"}`
  const found = (...meaning: Meaning) => [finding("request body", text(before), text(after), meaning)]
  if (before === undefined) {
    if (after === undefined) return []
    return after.required
      ? found("breaking", "calls without it are refused")
      : found("additive", "calls without it still work")
  }
  if (after === undefined) return found("breaking", "calls that send it do so in vain")
  const required =
    before.required === after.required
      ? []
      : after.required
        ? found("breaking", "calls without it are refused")
        : found("additive", "calls may omit it")
  return [
    ...required,
    ...membership("request media type", Object.keys(before.content), Object.keys(after.content), {
      added: ["additive", "more values are accepted"],
      removed: ["breaking", "calls that send it are refused"]
    }),
    ...Object.entries(before.content).flatMap(([type, form]) => {
      const other = after.content[type]
      return other === undefined ? [] : meanings("given", "request body", compareShapes(form, other))
    })
  ]
}

const response = (
  status: string,
  before: ResponseDescription | undefined,
  after: ResponseDescription | undefined
): ReadonlyArray<Finding> => {
  const location = `${status} response`
  const text = (_: ResponseDescription | undefined) =>
    _ === undefined ? "none" : Object.keys(_.content).join(" or ") || "without a body"
  if (before === undefined || after === undefined) {
    return [
      finding(
        location,
        text(before),
        text(after),
        before === undefined
          ? ["additive", "clients can request it"]
          : ["breaking", "consumers that request it from the mock find nothing"]
      )
    ]
  }
  return [
    ...contents(location, before.content, after.content),
    ...namesOf(before.headers, after.headers).flatMap((name) =>
      parameter("answered", `${status} header ${name}`, before.headers[name], after.headers[name])
    ),
    ...membership(`${status} example`, before.examples, after.examples, {
      added: ["additive", "clients can request it"],
      removed: ["breaking", "consumers that request it from the mock find nothing"]
    }),
    ...(before.examples[0] !== undefined &&
    after.examples.includes(before.examples[0]) &&
    after.examples[0] !== before.examples[0]
      ? [
          finding(`${status} example`, `${before.examples[0]} first`, `${after.examples[0]} first`, [
            "breaking",
            "requests that name no example get another one"
          ])
        ]
      : [])
  ]
}

/** Texts at places that both versions have. Texts of places that were added or removed are not listed. */
const texts = (before: Keywords, after: Keywords): ReadonlyArray<Finding> =>
  differing("texts", before, after).map(([place, one, other]) => finding(place, one, other, forPeople))

/** Keywords without a rule count as breaking, so that none is overlooked. */
const unknown = (before: Keywords, after: Keywords): ReadonlyArray<Finding> =>
  differing("unknown", before, after).map(([place, one, other]) => finding(place, one, other, noRule))

const differing = (key: "texts" | "unknown", before: Keywords, after: Keywords) => {
  const now = new Set(after.places)
  const shared = new Set(before.places.filter((_) => now.has(_)))
  return namesOf(before[key], after[key]).flatMap((place): ReadonlyArray<readonly [string, string, string]> => {
    const [one, other] = [before[key][place], after[key][place]]
    if (one === other || !shared.has(place.includes(".") ? place.slice(0, place.lastIndexOf(".")) : "")) return []
    // Added and removed examples are reported by name.
    if ((one === undefined || other === undefined) && /(^|\.)examples\.[^.]+$/.test(place)) return []
    return [[place, one ?? "none", other ?? "none"]]
  })
}
