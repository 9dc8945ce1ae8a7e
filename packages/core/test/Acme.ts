/** An invented vendor with one operation of every kind, for tests of what all vendors share. */
import * as Context from "effect/Context"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { type Credentials, Operation, Vendor, VendorError } from "../src/index.ts"

export class Acme extends Context.Service<Acme, Vendor.Vendor>()("@salesbridge/core/test/Acme") {}

export const definition: Vendor.Definition = {
  name: "acme",
  servers: { default: "http://acme.invalid" },
  credentials: {
    token: { in: "header", name: "authorization" },
    key: { in: "query", name: "api_key" },
    account: { in: "header", name: "x-account", secret: false }
  },
  requestIdHeaders: ["x-request-id", "x-trace"]
}

/** The vendor's layer, for the server at this origin. */
export const layer = (
  baseUrl: string,
  options: Vendor.Options & { readonly token?: string; readonly key?: string; readonly vendor?: Vendor.Definition } = {}
) =>
  Layer.effect(
    Acme,
    Vendor.make(
      options.vendor ?? definition,
      {
        token: Redacted.make(options.token ?? "token-of-acme"),
        key: Redacted.make(options.key ?? "key-of-acme"),
        account: "account-1"
      },
      { baseUrl, ...options }
    )
  )

const Problem = Schema.Struct({ message: Schema.String })
const problem = { details: Problem, reason: (details: typeof Problem.Type) => details.message }

export class InvalidToken extends VendorError.status("InvalidToken", {
  status: 401,
  description: "The token is not valid",
  ...problem
}) {}
export class NoAccess extends VendorError.status("NoAccess", {
  status: 403,
  description: "The account may not do this",
  ...problem
}) {}
export class WidgetNotFound extends VendorError.status("WidgetNotFound", {
  status: 404,
  description: "There is no such widget",
  ...problem
}) {}
export class WidgetExists extends VendorError.status("WidgetExists", {
  status: 409,
  description: "There is such a widget already",
  ...problem
}) {}
export class WidgetInvalid extends VendorError.status("WidgetInvalid", {
  status: 422,
  description: "The widget breaks a rule",
  ...problem
}) {}
export class TooManyRequests extends VendorError.status("TooManyRequests", {
  status: 429,
  description: "Too many requests",
  ...problem
}) {}
export class Broken extends VendorError.status("Broken", {
  status: 500,
  description: "Something broke",
  ...problem
}) {}
export class NotTaken extends VendorError.status("NotTaken", {
  status: 503,
  description: "The request was not processed, send it again later",
  notProcessed: true,
  ...problem
}) {}
export class SaidNo extends VendorError.status("SaidNo", {
  status: 200,
  category: "Conflict",
  description: "The answer says that it failed",
  details: Schema.Struct({ ok: Schema.Literal(false), message: Schema.String }),
  reason: ({ message }) => message,
  when: (body) => typeof body === "object" && body !== null && "ok" in body && body.ok === false
}) {}

const {
  delete: del,
  get,
  patch,
  post,
  put,
  request
} = Operation.declare(definition, Acme, {
  errors: [InvalidToken, NoAccess, TooManyRequests]
})

/** The raw request. */
export { request }

export const WidgetId = Schema.String.pipe(Schema.check(Schema.isMaxLength(63)), Schema.brand("WidgetId"))

export const Widget = Schema.Struct({
  id: WidgetId,
  name: Schema.String,
  parts: Schema.optional(Schema.Array(Schema.Struct({ size: Schema.Number }))),
  labels: Schema.optional(Schema.Record(Schema.String, Schema.Number))
})

/** A widget in its wire form. */
export const widget = { id: "w1", name: "left-handed", parts: [{ size: 1 }, { size: 2 }] }

export const getWidget = get("/widgets/{id}", {
  id: "getWidget",
  source: "Get a widget",
  path: { id: WidgetId },
  success: Widget,
  errors: [WidgetNotFound, Broken]
})

export const listWidgets = get("/widgets", {
  id: "listWidgets",
  source: "List widgets",
  query: {
    page: Schema.optional(Schema.NumberFromString),
    "ids[]": Schema.optional(Schema.Array(WidgetId))
  },
  success: Schema.Struct({ items: Schema.Array(Widget) }),
  errors: [Broken]
})

export const createWidget = post("/widgets", {
  id: "createWidget",
  source: "Create a widget",
  body: { name: Schema.String.pipe(Schema.check(Schema.isMaxLength(63))) },
  success: Widget,
  errors: [WidgetExists, WidgetInvalid, Broken, SaidNo]
})

export const queueWidget = post("/widgets/queue", {
  id: "queueWidget",
  source: "Queue a widget",
  body: { name: Schema.String },
  success: Widget,
  errors: [Broken, NotTaken]
})

export const replaceWidget = put("/widgets/{id}", {
  id: "replaceWidget",
  source: "Replace a widget",
  path: { id: WidgetId },
  body: { name: Schema.String },
  success: Widget,
  errors: [WidgetNotFound, Broken]
})

export const touchWidget = patch("/widgets/{id}", {
  id: "touchWidget",
  source: "Touch a widget",
  path: { id: WidgetId },
  constantBody: { touched: true },
  success: Schema.Struct({ ok: Schema.Boolean }),
  emptySuccess: { ok: true }
})

export const deleteWidget = del("/widgets/{id}", {
  id: "deleteWidget",
  source: "Delete a widget",
  path: { id: WidgetId },
  success: Schema.Void,
  errors: [WidgetNotFound]
})

/** Every operation of the vendor. */
export const catalog = [
  getWidget,
  listWidgets,
  createWidget,
  queueWidget,
  replaceWidget,
  touchWidget,
  deleteWidget
] as const

/** The vendor with other credentials. */
export const withCredentials = (
  vendor: Vendor.Definition,
  credentials: Parameters<typeof Vendor.make>[1],
  options?: Vendor.Options
) => Layer.effect(Acme, Vendor.make(vendor, credentials, options))

/** The vendor with a bearer token from a source. */
export const sourced = (baseUrl: string, source: Credentials.Source, options?: Vendor.Options) =>
  withCredentials(
    { ...definition, credentials: { token: { in: "header", name: "authorization", scheme: "Bearer" } } },
    { token: source },
    { baseUrl, retry: false, ...options }
  )
