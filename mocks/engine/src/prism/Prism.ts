/** Answers requests with Prism. The only module that knows Prism's API. */
// Before the rest of Prism, which would load the mocker with all languages.
import { mock } from "./mocker.ts"
import { createLogger } from "@stoplight/prism-core"
import {
  createInstance,
  type IHttpConfig,
  type IHttpRequest,
  type IHttpResponse,
  NOT_ACCEPTABLE,
  type PrismHttpComponents,
  ProblemJsonError,
  VIOLATIONS
} from "@stoplight/prism-http"
import { createRequire } from "node:module"
import { problemType } from "../http/problem.ts"
import { brokenDecimals } from "./decimals.ts"
import type { MockRules, Spec } from "./Spec.ts"

// Not imported: Vite and Node resolve a CommonJS default export differently.
const require = createRequire(import.meta.url)
const validator = require("@stoplight/prism-http/dist/validator") as Pick<
  PrismHttpComponents,
  "validateInput" | "validateOutput"
>
const { serialize } = require("@stoplight/prism-http-server/dist/serialize") as {
  readonly serialize: (body: unknown, type: string | undefined) => string | undefined
}

export interface Settings {
  /** Prism's own log, on stderr. */
  readonly verbose: boolean
  readonly validateRequests: boolean
  /** Replaces a response that breaks the specification by a 500. */
  readonly errors: boolean
  /** Forwards requests to this origin instead of mocking. */
  readonly upstream?: URL
}

export interface Request {
  /** In lower case. */
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  /** Undefined for a request without a body. */
  readonly body: string | undefined
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The function that answers the requests of a specification. Rejects if Prism fails. */
export const make = ({ operations, rules }: Spec, settings: Settings): ((request: Request) => Promise<Answer>) => {
  const logger = createLogger("MOCK", { level: settings.verbose ? "info" : "silent" }, process.stderr)
  const resources = routed(operations)
  const config = configOf(settings)
  const unreadable = new WeakSet<object>()
  const prism = createInstance(config, { logger, mock: asVendor(rules, unreadable), ...validators })
  return async (request) => {
    const input = inputOf(request, unreadable)
    const result = await prism.request(input, resources(request.path), {
      ...config,
      mock: { ...config.mock, ...preferred(request) }
    })()
    if (result._tag === "Left") return problem(result.left)
    const { output, validations } = result.right
    const found = [...validations.input.map(described("request")), ...validations.output.map(described("response"))]
    for (const { location, message } of found)
      logger.warn({ name: "VALIDATOR" }, `Violation: ${location.join(".")} ${message}`)
    const broken = validations.output.filter(({ severity }) => severity === 0).map(described("response"))
    if (settings.errors && broken.length > 0) {
      const detail = "The request or the response breaks the specification, and the option errors is set."
      const answer = problem(ProblemJsonError.fromTemplate(VIOLATIONS, detail, { validation: broken }))
      return { ...answer, headers: { ...answer.headers, ...listed(found) } }
    }
    return { status: output.statusCode, ...written(output, listed(found)) }
  }
}

/** Selects the operations with as many segments as the path, or all if none has. Prism compares each with every request. */
const routed = (operations: Spec["operations"]) => {
  const segmentsOf = (path: string) => path.split("/").length
  const bySegments = new Map<number, Spec["operations"]>()
  for (const operation of operations) {
    const segments = segmentsOf(operation.path)
    bySegments.set(segments, [...(bySegments.get(segments) ?? []), operation])
  }
  return (path: string): Spec["operations"] => bySegments.get(segmentsOf(path)) ?? operations
}

const configOf = ({ errors, upstream, validateRequests }: Settings): IHttpConfig => {
  const shared = {
    checkSecurity: validateRequests,
    validateRequest: validateRequests,
    validateResponse: true,
    errors,
    upstreamProxy: undefined,
    mock: { dynamic: false }
  }
  return upstream === undefined ? { ...shared, isProxy: false } : { ...shared, isProxy: true, upstream }
}

/** The readable parts of a `Prefer` header: `code=409, example=name, dynamic=true`. */
const preferred = ({ headers }: Request) => {
  const preference = (name: string, value: string) =>
    new RegExp(`(?:^|[,;\\s])${name}="?(${value})"?(?=$|[,;\\s])`).exec(headers["prefer"] ?? "")?.[1]
  const [code, exampleKey, dynamic] = [
    preference("code", "\\d{3}"),
    preference("example", '[^",;\\s]+'),
    preference("dynamic", "true")
  ]
  return {
    ...(code !== undefined && { code: Number(code) }),
    ...(exampleKey !== undefined && { exampleKey }),
    dynamic: dynamic !== undefined
  }
}

/** A body that claims to be JSON and is not stays text. No schema accepts it, so it is refused as the vendor would. */
const inputOf = ({ body, headers, method, path, query }: Request, unreadable: WeakSet<object>): IHttpRequest => {
  const input = {
    method: (method === "head" ? "get" : method) as IHttpRequest["method"],
    url: { path, query: pairs(query) },
    headers: withoutEmptyParameters(headers),
    body: body as unknown
  }
  if (body !== undefined && body !== "" && /^application\/(?:.*\+)?json\b/i.test(headers["content-type"] ?? "")) {
    try {
      input.body = JSON.parse(body)
    } catch {
      unreadable.add(input)
    }
  }
  return input
}

/** `application/json;` is common, and Prism's parsers refuse it. */
const withoutEmptyParameters = (headers: Request["headers"]): Record<string, string> => {
  const all = { ...headers }
  for (const name of ["accept", "content-type"]) {
    const value = all[name]
    if (value !== undefined) all[name] = value.replaceAll(/;\s*(?=[;,]|$)/g, "")
  }
  return all
}

const pairs = (query: URLSearchParams): Record<string, string | Array<string>> =>
  Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const values = query.getAll(name)
      return [name, values.length === 1 ? values[0]! : values]
    })
  )

type Diagnostic = Parameters<PrismHttpComponents["mock"]>[0]["input"]["validations"][number]

const described =
  (about: string) =>
  ({ code, message, path = [], severity }: Diagnostic) => ({
    location: [about, ...path],
    severity: ["Error", "Warning", "Information", "Hint"][severity],
    code,
    message
  })

/** Shorter than the header limit of clients. */
const longest = 8000

const listed = (found: ReadonlyArray<object>): Record<string, string> => {
  if (found.length === 0) return {}
  const text = JSON.stringify(found)
  const cut = text.length > longest ? `Too many violations! ${text.slice(0, longest)}` : text
  // Headers may contain only ASCII.
  return {
    "sl-violations": cut.replaceAll(
      /[^\x20-\x7e]/g,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`
    )
  }
}

const written = ({ body, headers = {} }: IHttpResponse, more: Readonly<Record<string, string>>) => {
  const all: Record<string, string> = { ...more }
  for (const [name, value] of Object.entries(headers)) all[name.toLowerCase()] = String(value)
  return { headers: all, body: serialize(body, all["content-type"]) ?? "" }
}

const problem = (given: Error): Answer => {
  // For a preferred answer, Prism wraps this error and reports a failure of its own.
  const wraps = (given as Partial<ProblemJsonError>).status === undefined && given.message.includes("#NOT_ACCEPTABLE")
  const error: Error = wraps ? ProblemJsonError.fromTemplate(NOT_ACCEPTABLE) : given
  const body = ProblemJsonError.toProblemJson(error)
  const more = (error as Partial<ProblemJsonError>).additional?.["headers"] as Record<string, string> | undefined
  return { status: body.status, headers: { ...more, "content-type": problemType }, body: JSON.stringify(body) }
}

/** Prism's validators, with decimal arithmetic for `multipleOf`. */
const validators: Pick<PrismHttpComponents, "validateInput" | "validateOutput"> = {
  validateInput: ({ element, resource }) => {
    const { contents = [] } = resource.request?.body ?? {}
    return withDecimals(validInput({ element, resource }), element, () =>
      contents.slice(0, 1).flatMap(({ schema }) => brokenDecimals(resource, schema, element.body, ["body"]))
    )
  },
  validateOutput: ({ element, resource }) => {
    const response = resource.responses.find(({ code }) => code === String(element.statusCode))
    return withDecimals(validator.validateOutput({ element, resource }), element, () =>
      (response?.contents ?? [])
        .slice(0, 1)
        .flatMap(({ schema }) => brokenDecimals(resource, schema, element.body, ["body"]))
    )
  }
}

/** If Prism's parsers throw, the request breaks the specification. */
const validInput: PrismHttpComponents["validateInput"] = (options) => {
  try {
    return validator.validateInput(options)
  } catch (cause) {
    const message = `Request cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`
    return { _tag: "Left", left: [{ code: "unreadable", message, severity: 0 }] as unknown as Diagnostics }
  }
}

type Diagnostics = Extract<ReturnType<PrismHttpComponents["validateInput"]>, { readonly _tag: "Left" }>["left"]
type Validated<A> =
  | { readonly _tag: "Left"; readonly left: Diagnostics }
  | { readonly _tag: "Right"; readonly right: A }

const withDecimals = <A>(result: Validated<A>, element: A, more: () => ReadonlyArray<Diagnostic>): Validated<A> => {
  const all = [...(result._tag === "Left" ? result.left : []), ...more()]
  return all.length === 0 ? { _tag: "Right", right: element } : { _tag: "Left", left: all as unknown as Diagnostics }
}

/** Prism's mocker, with the vendor's answer to invalid requests. */
const asVendor =
  (rules: MockRules, unreadable: WeakSet<object>): PrismHttpComponents["mock"] =>
  ({ config: { exampleKey, ...config }, input, resource }) => {
    // The request counts as valid and prefers that status, so Prism gives its first example.
    const first = (code: number) =>
      mock({ resource, input: { ...input, validations: [] }, config: { ...config, code } })
    // Warnings, such as of a deprecated parameter, do not make a request invalid.
    const validations = input.validations.filter(({ severity }) => severity === 0)
    const unauthorized = validations.some(({ code }) => code === 401)
    if (unauthorized && rules.unauthorized !== undefined) return first(rules.unauthorized)
    const asProblem = !unauthorized && validations.length > 0 && rules.invalid === "problem"
    const unread =
      unreadable.has(input.data) || validations.some(({ code }) => Number(code) === 415 || code === "unreadable")
    if (unread && !unauthorized && !asProblem && resource.responses.some(({ code }) => code === "400"))
      return first(400)
    return mock({
      // Prism lists the mistakes only if the vendor has no response for them.
      resource: asProblem ? { ...resource, responses: [] } : resource,
      input,
      config: exampleKey === undefined ? config : { ...config, exampleKey }
    })
  }
