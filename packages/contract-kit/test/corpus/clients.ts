/** The fitting client of each document of the corpus, and one fault in the very feature that it shows. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { Operation, Vendor, VendorError } from "@salesbridge/core"
import * as Context from "effect/Context"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"

/** A fault: this text of the document becomes that one, and a disagreement begins with these words. */
interface Fault {
  readonly replace: string
  readonly by: string
  readonly says: string
}

export interface Client {
  readonly definition: Vendor.Definition
  readonly catalog: ReadonlyArray<Operation.Any>
  /** None where the feature is not looked at. */
  readonly fault?: Fault
  /** How the report begins that names what is ignored, or the disagreement that refuses the document. */
  readonly says?: string
  /** Operations that the contract is about, once what is refused is left out. */
  readonly without?: ReadonlyArray<string>
}

class Service extends Context.Service<Service, Vendor.Vendor>()("contract-kit/test/Corpus") {}

export const layer =
  (definition: Vendor.Definition) =>
  (baseUrl: string, { key = "" }: { readonly [name: string]: string }) =>
    Layer.effect(Service, Vendor.make(definition, { key: Redacted.make(key) }, { baseUrl })).pipe(
      Layer.provide(NodeHttpClient.layerUndici)
    )

const vendor = (given: Partial<Vendor.Definition> = {}) => {
  const definition: Vendor.Definition = {
    name: "acme",
    servers: { default: "https://api.example.com" },
    credentials: { key: { in: "header", name: "x-api-key" } },
    ...given
  }
  return { definition, ...Operation.declare(definition, Service) }
}

const acme = vendor()
const number = (example: number) => Schema.Number.annotate({ examples: [example] })
const int = (example: number) => Schema.Int.annotate({ examples: [example] })
const text = (example: string) => Schema.String.annotate({ examples: [example] })

const Thing = Schema.Struct({ id: int(7), name: text("Anvil") })
const Done = Schema.Struct({ id: int(7) })

interface Node {
  readonly name: string
  readonly children: ReadonlyArray<Node>
}
const Node: Schema.Codec<Node> = Schema.Struct({
  name: Schema.String,
  children: Schema.Array(Schema.suspend((): Schema.Codec<Node> => Node))
})
interface Chain {
  readonly name: string
  readonly child: Chain | null
}
const Chain: Schema.Codec<Chain> = Schema.Struct({
  name: Schema.String,
  child: Schema.NullOr(Schema.suspend((): Schema.Codec<Chain> => Chain))
})

class NotFound extends VendorError.status("NotFound", { status: 404, description: "No such thing" }) {}
class Explained extends VendorError.status("Explained", {
  status: 404,
  description: "No such thing",
  details: Schema.Struct({ message: Schema.String }),
  reason: ({ message }) => message
}) {}
class Problem extends VendorError.status("Problem", {
  status: 404,
  description: "No such thing",
  details: Schema.Struct({ title: Schema.String }),
  reason: ({ title }) => title
}) {}
class TooMany extends VendorError.status("TooMany", { status: 429, description: "Too many calls" }) {}

type Success = Schema.ConstraintCodec<any, any> // oxlint-disable-line typescript/no-explicit-any -- of any kind
type Errors = ReadonlyArray<VendorError.StatusClass>

/** GET /things/{id}, which answers this. */
const getThing = (
  success: Success,
  { by = acme, errors = [], id = "getThing", path = "/things/{id}", server }: Declared = {}
): Operation.Any =>
  by.get(path, {
    id,
    source: "Get a thing",
    path: { id: int(7) },
    success,
    errors,
    ...(server === undefined ? {} : { server })
  } as never)
interface Declared {
  readonly by?: ReturnType<typeof vendor>
  readonly errors?: Errors
  readonly id?: string
  readonly path?: string
  readonly server?: string
}

/** GET /things with this in its query. */
const listThings = (query: Operation.Parameters, success: Success = Schema.Array(int(7))): Operation.Any =>
  acme.get("/things", { id: "listThings", source: "List things", query, success })

/** POST /things with this body. */
const createThing = (body: Operation.Parameters, success: Success = Done): Operation.Any =>
  acme.post("/things", { id: "createThing", source: "Create a thing", body, success })

const getReport = acme.get("/report", { id: "getReport", source: "Get the report", success: Schema.Void })

const of = (operation: Operation.Any, replace: string, by: string, says: string): Client => ({
  definition: acme.definition,
  catalog: [operation],
  fault: { replace, by, says }
})
const ignoring = (operation: Operation.Any, says: string, fault?: Fault): Client => ({
  definition: acme.definition,
  catalog: [operation],
  says,
  ...(fault === undefined ? {} : { fault })
})

const thing = getThing(Thing)
const optionalName: readonly [string, string, string] = [
  "required: [id, name]",
  "required: [id]",
  "getThing 200, response body name: package: string, required; specification: string, optional"
]
const elsewhere = vendor({ servers: { default: "https://api.example.com", files: "https://files.example.com" } })
const bearer = vendor({ credentials: { key: { in: "header", name: "Authorization", scheme: "Bearer" } } })
const open = vendor({ credentials: {} })
const waiting = vendor({ retryAfter: [429] })
const optional = vendor({ credentials: { key: { in: "header", name: "x-api-key", optional: true } } })
const Size = Schema.Literals(["small", "large"])
const Level = Schema.Literals([1, 2, 3])

export const clients: { readonly [name: string]: Client } = {
  "ref-anywhere": of(thing, ...optionalName),
  circular: of(
    getThing(Node),
    "required: [name, children]",
    "required: [name]",
    "getThing 200, response body children: package: list, required; specification: list, optional"
  ),
  "recursive-nullable-3.0": of(
    getThing(Chain),
    "nullable: true, ",
    "",
    "getThing 200, response body child: package: null or object, required; specification: object, required"
  ),
  "recursive-nullable-3.1": of(
    getThing(Chain),
    ', { type: "null" }',
    "",
    "getThing 200, response body child: package: null or object, required; specification: object, required"
  ),
  "all-of": of(
    thing,
    "required: [id], properties",
    "properties",
    "getThing 200, response body id: package: integer, required; specification: integer, optional"
  ),
  "one-of": of(
    getThing(Schema.Union([Schema.Struct({ email: text("a@example.com") }), Schema.Struct({ phone: text("1") })])),
    "properties: { phone: { type: string } }",
    "properties: { phone: { type: integer } }",
    "getThing 200, response body phone: package: string, optional; specification: integer, optional"
  ),
  "any-of": of(
    getThing(Schema.Struct({ value: Schema.Union([Schema.String, Schema.Int]) })),
    ", { type: integer }]",
    ", { type: boolean }]",
    "getThing 200, response body value: package: integer or string, required; specification: boolean or string, required"
  ),
  "discriminator-mapping": of(
    getThing(
      Schema.Union([
        Schema.Struct({ kind: Schema.Literal("cat"), lives: int(9) }),
        Schema.Struct({ kind: Schema.Literal("dog"), tricks: Schema.Array(text("sit")) })
      ])
    ),
    "enum: [dog]",
    "enum: [wolf]",
    'getThing 200, response body kind: package: one of "cat", "dog"; specification: one of "cat", "wolf"'
  ),
  "discriminator-implicit": of(
    getThing(
      Schema.Union([
        Schema.Struct({ kind: Schema.Literal("Cat"), lives: int(9) }),
        Schema.Struct({ kind: Schema.Literal("Dog"), tricks: Schema.Array(text("sit")) })
      ])
    ),
    "lives: { type: integer }",
    "lives: { type: string }",
    "getThing 200, response body lives: package: integer, optional; specification: string, optional"
  ),
  "nullable-3.0": of(
    getThing(Schema.Struct({ note: Schema.NullOr(Schema.String), kind: Schema.NullOr(Schema.Literal("heavy")) })),
    "enum: [heavy, null]",
    "enum: [heavy, light, null]",
    'getThing 200, response body kind: package: one of "heavy"; specification: one of "heavy", "light"'
  ),
  "nullable-3.1": of(
    getThing(
      Schema.Struct({
        note: Schema.NullOr(Schema.String),
        kind: Schema.NullOr(Schema.Literal("heavy")),
        owner: Schema.NullOr(Schema.String)
      })
    ),
    '{ type: "null" }, ',
    "",
    "getThing 200, response body owner: package: null or string, required; specification: string, required"
  ),
  "read-only": of(
    createThing({ name: text("Anvil") }, Thing),
    "readOnly: true",
    "readOnly: false",
    "createThing, request body id: package: no such field; specification: integer, required"
  ),
  "write-only": of(
    createThing({ name: text("Anvil"), secret: text("s") }, Schema.Struct({ name: text("Anvil") })),
    "writeOnly: true",
    "writeOnly: false",
    "createThing 200, response body secret: package: no such field; specification: string, required"
  ),
  "status-range": of(
    getThing(Thing, { errors: [Explained] }),
    "message: { type: string }",
    "message: { type: integer }",
    "getThing 404, response body message: package: string, required; specification: integer, required"
  ),
  "status-default": of(
    getThing(Thing, { errors: [Explained] }),
    "message: { type: string }",
    "message: { type: integer }",
    "getThing 404, response body message: package: string, required; specification: integer, required"
  ),
  "status-range-success": of(thing, ...optionalName),
  "several-successes": of(
    createThing(
      { name: Schema.String },
      Schema.Union([Schema.Struct({ id: int(7) }), Schema.Struct({ job: text("j-1") })])
    ),
    "job: { type: string }",
    "job: { type: integer }",
    "createThing 202, response body job: package: string, required; specification: integer, required"
  ),
  "no-content": of(
    acme.delete("/things/{id}", {
      id: "deleteThing",
      source: "Delete a thing",
      path: { id: int(7) },
      success: Schema.Struct({ id: Schema.optionalKey(Schema.Int) }),
      emptySuccess: {}
    }),
    '"204": { description: Gone. }',
    '"204": { description: Gone., content: { application/json: { schema: { type: object, required: [id], properties: { id: { type: string } } } } } }',
    "deleteThing 204, response body id"
  ),
  "text-plain": ignoring(getReport, "getReport 200: text/plain", {
    replace: "text/plain:",
    by: "application/json:",
    says: "getReport 200, response body: package: nothing; specification: string"
  }),
  "text-csv": ignoring(getReport, "getReport 200: text/csv"),
  "octet-stream": ignoring(getReport, "getReport 200: application/octet-stream"),
  "text-errors": of(
    getThing(Thing, { errors: [NotFound] }),
    '"404":',
    '"410":',
    "getThing 404, status: package: NotFound; specification: no such status"
  ),
  "problem-json": of(
    getThing(Thing, { errors: [Problem] }),
    "title: { type: string }",
    "title: { type: integer }",
    "getThing 404, response body title: package: string, required; specification: integer, required"
  ),
  "vendor-json": of(thing, ...optionalName),
  "form-urlencoded": {
    definition: acme.definition,
    catalog: [createThing({ name: Schema.String })],
    says: "createThing, request body: package: a JSON body; specification: only application/x-www-form-urlencoded"
  },
  multipart: {
    definition: acme.definition,
    catalog: [createThing({})],
    says: "createThing, request body: package: a JSON body; specification: only multipart/form-data"
  },
  "json-or-form": ignoring(createThing({ name: Schema.String }), "createThing: application/x-www-form-urlencoded", {
    replace: "properties: { name: { type: string } }",
    by: "properties: { name: { type: integer } }",
    says: "createThing, request body name: package: string, required; specification: integer, required"
  }),
  "multiple-of": of(
    createThing(
      { price: number(19.99).check(Schema.isMultipleOf(0.01)) },
      Schema.Struct({ price: number(19.99).check(Schema.isMultipleOf(0.01)) })
    ),
    "multipleOf: 0.01",
    "multipleOf: 0.25",
    "createThing, request body price: package: "
  ),
  "pattern-look-ahead": of(
    getThing(
      Schema.Struct({ code: Schema.String.check(Schema.isPattern(/^[a-z0-9]+$/)).annotate({ examples: ["abc1"] }) })
    ),
    'pattern: "^(?=.*[0-9])[a-z0-9]{4,8}$", example: abc1',
    'pattern: "^(?=.*[0-9])[A-Z0-9]{4,8}$", example: ABC1',
    "getThing 200, response body code: package: "
  ),
  "pattern-unicode": of(
    getThing(
      Schema.Struct({ code: Schema.String.check(Schema.isPattern(/^[a-z0-9]+$/)).annotate({ examples: ["abc1"] }) })
    ),
    '[a-z0-9]{3,7}$", examples: [abc1]',
    '[A-Z0-9]{3,7}$", examples: [ABC1]',
    "getThing 200, response body code: package: "
  ),
  "unique-items": of(
    createThing({ tags: Schema.UniqueArray(text("a")).annotate({ examples: [["a", "b"]] }) }),
    "uniqueItems: true, ",
    "",
    "createThing, request body tags: package: no item twice; specification: any list"
  ),
  "integer-width": of(
    createThing(
      { count: Schema.Int.check(Schema.isInt32()).annotate({ examples: [1] }) },
      Schema.Struct({
        count: Schema.Int.check(Schema.isInt32()).annotate({ examples: [1] }),
        total: int(9007199254740991)
      })
    ),
    "count: { type: integer, format: int32 }, total",
    "count: { type: integer, format: int64 }, total",
    "createThing 200, response body count: package: an integer of 32 bits; specification: any number"
  ),
  defaults: of(
    listThings({ limit: Schema.optional(int(25).annotate({ default: 25 })) }, Thing),
    "default: 25",
    "default: 50",
    "listThings, query limit: package: the default 25; specification: the default 50"
  ),
  formats: of(
    getThing(
      Schema.Struct({
        at: Schema.DateTimeUtcFromString,
        day: text("2024-05-21"),
        key: Schema.String.check(Schema.isUUID()),
        mail: text("a@example.com"),
        site: text("https://www.example.com")
      })
    ),
    "at: { type: string, format: date-time }",
    "at: { type: string }",
    "getThing 200, response body at: package: "
  ),
  enums: of(
    getThing(Schema.Struct({ size: Size, level: Level })),
    "enum: [1, 2, 3]",
    "enum: [1, 2, 3, 4]",
    "getThing 200, response body level: package: one of 1, 2, 3; specification: one of 1, 2, 3, 4"
  ),
  const: of(
    getThing(Schema.Struct({ kind: Schema.Literal("thing") })),
    "const: thing",
    "enum: [thing, part]",
    'getThing 200, response body kind: package: one of "thing"; specification: one of "part", "thing"'
  ),
  "exclusive-bounds": of(
    getThing(Schema.Struct({ share: number(0.5).check(Schema.isGreaterThan(0), Schema.isLessThan(1)) })),
    "exclusiveMaximum: 1",
    "exclusiveMaximum: 2",
    "getThing 200, response body share: package: "
  ),
  "free-fields": of(
    getThing(Schema.Struct({ custom: Schema.Record(Schema.String, Schema.String) })),
    "additionalProperties: { type: string }",
    "additionalProperties: { type: integer }",
    'getThing 200, response body custom["*"]: package: string; specification: integer'
  ),
  anything: of(
    getThing(Schema.Struct({ data: Schema.Unknown })),
    "required: [data], ",
    "",
    "getThing 200, response body data: package: anything, required; specification: anything, optional"
  ),
  "array-root": of(
    getThing(Schema.Array(int(1))),
    "items: { type: integer }",
    "items: { type: string }",
    "getThing 200, response body []: package: integer; specification: string"
  ),
  tuple: of(
    getThing(Schema.Struct({ at: Schema.Tuple([number(1.5), number(2.5)]) })),
    "prefixItems: [{ type: number }, { type: number }]",
    "prefixItems: [{ type: number }, { type: string }]",
    "getThing 200, response body at[]: package: number; specification: number or string"
  ),
  "list-repeated": of(
    listThings({ ids: Schema.optional(Schema.Array(int(7)).annotate({ examples: [[7, 8]] })) }),
    "name: ids, in: query, schema: { type: array, items: { type: integer } }",
    "name: ids, in: query, schema: { type: integer }",
    "listThings, query ids: package: a list; specification: one value"
  ),
  "list-brackets": of(
    listThings({ "ids[]": Schema.optional(Schema.Array(int(7)).annotate({ examples: [[7, 8]] })) }),
    '"ids[]"',
    '"ids"',
    "listThings, query ids[]: package: an optional parameter; specification: no such parameter"
  ),
  "list-commas": ignoring(
    listThings({ ids: Schema.optional(Schema.Array(int(7)).annotate({ examples: [[7, 8]] })) }),
    "listThings, query ids: package: a list, as one parameter for each item; specification: style form, explode false"
  ),
  "space-delimited": ignoring(
    listThings({ ids: Schema.optional(Schema.Array(int(7)).annotate({ examples: [[7, 8]] })) }),
    "listThings, query ids: package: a list, as one parameter for each item; specification: style spaceDelimited, explode false"
  ),
  "pipe-delimited": ignoring(
    listThings({ ids: Schema.optional(Schema.Array(int(7)).annotate({ examples: [[7, 8]] })) }),
    "listThings, query ids: package: a list, as one parameter for each item; specification: style pipeDelimited, explode false"
  ),
  "deep-object": of(
    listThings({
      ids: Schema.optional(Schema.Struct({ gte: Schema.optional(text("a")), lte: Schema.optional(text("b")) }))
    }),
    "style: deepObject",
    "style: form",
    "listThings, query ids: package: an object, as name[field]; specification: style form, explode true"
  ),
  "header-parameter": of(
    acme.get("/things", {
      id: "listThings",
      source: "List things",
      headers: { "X-Team": Schema.optional(text("a")) },
      success: Schema.Array(int(7))
    }),
    "name: X-Team, in: header",
    "name: X-Crew, in: header",
    "listThings, header X-Team: package: an optional parameter; specification: no such parameter"
  ),
  "cookie-parameter": ignoring(listThings({}), "listThings: the cookie session"),
  "cookie-parameter-required": ignoring(
    listThings({}),
    "listThings, cookie session: package: no such parameter; specification: a required parameter"
  ),
  "parameter-content": ignoring(
    listThings({ filter: Schema.optional(text("{}")) }),
    "listThings, query filter: package: one value; specification: application/json"
  ),
  "path-parameters": of(
    acme.get("/teams/{team}/things/{id}", {
      id: "getThing",
      source: "Get a thing",
      path: { team: text("a"), id: int(7) },
      success: Thing
    }),
    "schema: { type: integer } }]",
    "schema: { type: boolean } }]",
    "getThing, path id: package: integer; specification: boolean"
  ),
  "server-path": {
    definition: acme.definition,
    catalog: [getThing(Thing, { path: "/v2/things/{id}" })],
    fault: {
      replace: "example.com/v2",
      by: "example.com/v3",
      says: "getThing, path: package: /v2/things/{id}; specification: /v3/things/{id}"
    }
  },
  "server-per-operation": {
    definition: elsewhere.definition,
    catalog: [getThing(Thing, { by: elsewhere, server: "files" })],
    fault: {
      replace: "files.example.com",
      by: "other.example.com",
      says: "getThing, server: package: https://files.example.com; specification: https://other.example.com"
    }
  },
  "server-per-path": {
    definition: elsewhere.definition,
    catalog: [getThing(Thing, { by: elsewhere, server: "files", path: "/v1/things/{id}" })],
    fault: {
      replace: "files.example.com/v1",
      by: "api.example.com/v1",
      says: "getThing, server: package: https://files.example.com; specification: https://api.example.com"
    }
  },
  "server-variables": {
    definition: acme.definition,
    catalog: [getThing(Thing, { path: "/v3/things/{id}" })],
    fault: {
      replace: "region: { default: api, enum: [api, eu] }",
      by: "region: { default: us, enum: [us, eu] }",
      says: "getThing, server: package: https://api.example.com; specification: https://us.example.com"
    }
  },
  "server-none": of(thing, ...optionalName),
  "security-alternatives": of(
    thing,
    "security: [{ key: [] }, { oauth: [read] }]",
    "security: [{ oauth: [read] }]",
    "getThing, security: package: header x-api-key; specification: header Authorization with bearer"
  ),
  "security-none": {
    definition: open.definition,
    catalog: [getThing(Thing, { by: open })],
    fault: {
      replace: "security: []",
      by: "security: [{ key: [] }]",
      says: "getThing, security: package: no credentials; specification: header x-api-key"
    }
  },
  "security-optional": {
    definition: optional.definition,
    catalog: [getThing(Thing, { by: optional })],
    fault: {
      replace: "name: x-api-key",
      by: "name: x-token",
      says: "getThing, header x-api-key: package: the credential key travels there; specification: no parameter and no security scheme there"
    }
  },
  "security-bearer": {
    definition: bearer.definition,
    catalog: [getThing(Thing, { by: bearer })],
    fault: {
      replace: "scheme: bearer",
      by: "scheme: basic",
      says: "getThing, security: package: header Authorization with bearer; specification: header Authorization with basic"
    }
  },
  "security-cookie": ignoring(thing, "getThing, security: package: header x-api-key; specification: cookie session"),
  "trailing-slash": {
    definition: acme.definition,
    catalog: [getThing(Thing, { path: "/things/{id}/" })],
    fault: {
      replace: "/things/{id}/:",
      by: "/things/{id}:",
      says: "getThing, path: package: /things/{id}/; specification: /things/{id}"
    }
  },
  "no-operation-id": of(thing, ...optionalName),
  "duplicate-operation-ids": {
    definition: acme.definition,
    catalog: [thing, getThing(Thing, { id: "getPart", path: "/parts/{id}" })],
    fault: {
      replace: "/parts/{id}:",
      by: "/pieces/{id}:",
      says: "getPart, operation: package: GET /parts/{id}; specification: no operation of this id"
    }
  },
  "odd-operation-id": of(thing, ...optionalName),
  "extensions-in-capitals": of(thing, ...optionalName),
  "wrong-example": ignoring(thing, "getThing 200: the example success", {
    replace: "id: { type: integer }, name",
    by: "id: { type: string }, name",
    says: "getThing 200, response body id: package: integer, required; specification: string, required"
  }),
  webhooks: ignoring(thing, "webhooks: thing.created"),
  callbacks: ignoring(thing, "getThing: the callback finished"),
  links: ignoring(thing, "getThing 200: the link self"),
  "reserved-words": of(
    getThing(
      Schema.Struct({
        class: text("a"),
        constructor: text("b"),
        default: Schema.Boolean,
        toString: Schema.optionalKey(text("c"))
      })
    ),
    "required: [class, constructor, default]",
    "required: [class, default]",
    "getThing 200, response body constructor: package: string, required; specification: string, optional"
  ),
  "proto-field": of(
    getThing(Schema.Struct({ id: int(7), ["__proto__"]: Schema.optionalKey(Schema.String) })),
    "__proto__: { type: string }",
    "__proto__: { type: integer }",
    "getThing 200, response body __proto__: package: string, optional; specification: integer, optional"
  ),
  "names-beyond-ascii": of(
    getThing(Schema.Struct({ größe: text("xl"), "first name": text("Ada") })),
    "größe: { type: string }",
    "größe: { type: integer }",
    'getThing 200, response body ["größe"]: package: string, required; specification: integer, required'
  ),
  "head-and-options": {
    definition: acme.definition,
    catalog: [],
    says: "The contract has no operations"
  },
  "answer-headers": {
    definition: waiting.definition,
    catalog: [getThing(Thing, { by: waiting, errors: [TooMany] })],
    fault: {
      replace: "headers: { Retry-After:",
      by: "headers: { X-Retry-In:",
      says: "getThing 429, response header retry-after: package: waits as long as it says; specification: no such header"
    }
  }
}
