/**
 * Test cases for the comparison of catalogs: an operation before, the same one after, and the expected changes with
 * their kinds.
 */
import { OpenLiterals, Operation, tolerant, type Vendor, VendorError } from "@salesbridge/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"

/** An operation, described by its differences from `GET /things`. */
export interface Triple {
  readonly name: string
  readonly before: Partial<Declaration> | undefined
  readonly after: Partial<Declaration> | undefined
  readonly expected: ReadonlyArray<string>
}

interface Declaration {
  readonly id: string
  readonly names: ReadonlyArray<string>
  readonly method: "get" | "post" | "put"
  readonly route: string
  readonly path: Operation.Parameters
  readonly query: Operation.Parameters
  readonly headers: Operation.Parameters
  readonly body: Operation.Parameters
  readonly constantBody: { readonly [name: string]: Schema.Json }
  readonly success: Schema.ConstraintCodec<unknown, unknown>
  readonly emptySuccess: unknown
  readonly errors: ReadonlyArray<VendorError.StatusClass>
  readonly safety: Operation.Safety
  readonly server: string
  readonly source: string
  readonly example: { readonly [name: string]: unknown }
  readonly credentials: { readonly [name: string]: Vendor.Credential }
}

class Acme extends Context.Service<Acme, Vendor.Vendor>()("contract-kit/test/diff/Acme") {}

/** The operation of a test case, with its vendor. */
export const declare = ({
  credentials = {},
  id = "listThings",
  method = "get",
  names,
  route,
  ...given
}: Partial<Declaration>) => {
  const definition: Vendor.Definition = {
    name: "acme",
    servers: { default: "https://api.example.com", eu: "https://eu.example.com" },
    credentials
  }
  const options = { id, source: "List things", success: Schema.Void, ...given }
  const operation = Operation.declare(definition, Acme)[method]((route ?? "/things") as "/things", options as never)
  return { operation: operation as unknown as Operation.Any, definition, names: names ?? ["Things.list"] }
}

class NotFound extends VendorError.status("NotFound", { status: 404, description: "No such thing" }) {}
class NoSuch extends VendorError.status("NotFound", { status: 404, description: "There is none" }) {}
class Gone extends VendorError.status("NotFound", { status: 410, description: "No such thing" }) {}
class Conflicting extends VendorError.status("NotFound", {
  status: 404,
  category: "Conflict",
  description: "No such thing"
}) {}
class Unprocessed extends VendorError.status("NotFound", {
  status: 404,
  description: "No such thing",
  notProcessed: true
}) {}
class Sometimes extends VendorError.status("NotFound", {
  status: 404,
  description: "No such thing",
  when: () => true
}) {}
const Details = Schema.Struct({ message: Schema.String })
class Detailed extends VendorError.status("NotFound", {
  status: 404,
  description: "No such thing",
  details: Details
}) {}
class Reasoned extends VendorError.status("NotFound", {
  status: 404,
  description: "No such thing",
  details: Details,
  reason: ({ message }) => message
}) {}
class Renamed extends VendorError.status("NotFound", {
  status: 404,
  description: "No such thing",
  details: Schema.Struct({ text: Schema.String })
}) {}
class Stricter extends VendorError.status("NotFound", {
  status: 404,
  description: "No such thing",
  details: Schema.Struct({ message: Schema.String.check(Schema.isMinLength(1)) })
}) {}

const query = (schema: Operation.ParameterSchema) => ({ query: { page: schema } })
const body = (schema: Operation.ParameterSchema) => ({ method: "post" as const, body: { a: schema } })
const one = (schema: Schema.ConstraintCodec<unknown, unknown>) => ({ success: Schema.Struct({ a: schema }) })
const field = (schema: Schema.Struct.Fields[string]) => ({ success: Schema.Struct({ a: schema } as never) as never })
const token = { in: "header", name: "x-token" } as const

/** A number that is encoded as text of limited length. */
const asText = (length: number) =>
  Schema.String.check(Schema.isMaxLength(length)).pipe(
    Schema.decodeTo(Schema.Finite, SchemaTransformation.numberFromString)
  )

/** A tree: its schema contains itself. */
interface Tree {
  readonly below: ReadonlyArray<Tree>
}
const Tree = Schema.Struct({ below: Schema.Array(Schema.suspend((): Schema.Codec<Tree> => Tree)) })

export const triples: ReadonlyArray<Triple> = [
  { name: "nothing changed", before: query(Schema.Int), after: query(Schema.Int), expected: [] },

  // The operation as a whole
  {
    name: "an added operation",
    before: undefined,
    after: {},
    expected: ["additive | operation | none -> GET /things, Things.list"]
  },
  {
    name: "a removed operation",
    before: {},
    after: undefined,
    expected: ["breaking | operation | GET /things, Things.list -> none"]
  },
  {
    name: "an operation with another id is another operation",
    before: { id: "getThings" },
    after: {},
    expected: [
      "additive | operation | none -> GET /things, Things.list",
      "breaking | operation | GET /things, Things.list -> none"
    ]
  },
  {
    name: "exported under another name",
    before: { names: ["Things.list"] },
    after: { names: ["Things.all"] },
    expected: ["breaking | export | Things.list -> none", "additive | export | none -> Things.all"]
  },
  {
    name: "another path",
    before: {},
    after: { route: "/v2/things" },
    expected: ["breaking | path | /things -> /v2/things"]
  },
  {
    name: "another method, which is retried as before",
    before: { method: "put" },
    after: { method: "post", safety: "idempotent" },
    expected: ["breaking | method | PUT -> POST"]
  },
  {
    name: "another server",
    before: {},
    after: { server: "eu" },
    expected: ["breaking | server | https://api.example.com -> https://eu.example.com"]
  },
  {
    name: "no longer retried",
    before: {},
    after: { safety: "unsafe" },
    expected: ["breaking | safety | safe -> unsafe"]
  },
  {
    name: "now retried",
    before: { safety: "unsafe" },
    after: {},
    expected: ["additive | safety | unsafe -> safe"]
  },
  {
    name: "retried for another reason",
    before: {},
    after: { safety: "idempotent" },
    expected: ["invisible | safety | safe -> idempotent"]
  },

  // Credentials
  {
    name: "an added credential",
    before: {},
    after: { credentials: { token } },
    expected: ["breaking | credential token | none -> header x-token, required"]
  },
  {
    name: "an added optional credential",
    before: {},
    after: { credentials: { token: { ...token, optional: true } } },
    expected: ["additive | credential token | none -> header x-token, optional"]
  },
  {
    name: "a removed credential",
    before: { credentials: { token } },
    after: {},
    expected: ["invisible | credential token | header x-token, required -> none"]
  },
  {
    name: "a credential in another place",
    before: { credentials: { token } },
    after: { credentials: { token: { ...token, scheme: "Bearer" } } },
    expected: ["breaking | credential token | header x-token, required -> header x-token after Bearer, required"]
  },
  {
    name: "a credential newly required",
    before: { credentials: { token: { ...token, optional: true } } },
    after: { credentials: { token } },
    expected: ["breaking | credential token | header x-token, optional -> header x-token, required"]
  },
  {
    name: "a credential no longer required",
    before: { credentials: { token } },
    after: { credentials: { token: { ...token, optional: true } } },
    expected: ["additive | credential token | header x-token, required -> header x-token, optional"]
  },

  // What callers pass
  {
    name: "an added input",
    before: {},
    after: query(Schema.Int),
    expected: ["breaking | query page | none -> number, required"]
  },
  {
    name: "an added optional input",
    before: {},
    after: query(Schema.optional(Schema.Int) as never),
    expected: ["additive | query page | none -> number, optional"]
  },
  {
    name: "a removed input",
    before: query(Schema.Int),
    after: {},
    expected: ["breaking | query page | number, required -> none"]
  },
  {
    name: "an input newly required",
    before: query(Schema.optionalKey(Schema.Int) as never),
    after: query(Schema.Int),
    expected: ["breaking | query page | number, optional -> number, required"]
  },
  {
    name: "an input no longer required",
    before: query(Schema.Int),
    after: query(Schema.optionalKey(Schema.Int) as never),
    expected: ["additive | query page | number, required -> number, optional"]
  },
  {
    name: "an input in another place",
    before: { query: { page: Schema.Int } },
    after: { headers: { page: Schema.Int } },
    expected: ["breaking | header page | in query -> in header"]
  },
  {
    name: "an input of another type",
    before: query(Schema.Int),
    after: query(Schema.String),
    expected: ["breaking | query page | number -> string"]
  },
  {
    name: "an input with an added type",
    before: body(Schema.String),
    after: body(Schema.Union([Schema.String, Schema.Array(Schema.String)])),
    expected: ["additive | body a | string -> string or list of string"]
  },
  {
    name: "an input with a removed type",
    before: body(Schema.Union([Schema.String, Schema.Number])),
    after: body(Schema.String),
    expected: ["breaking | body a | string or number -> string"]
  },
  {
    name: "an input that now accepts null",
    before: body(Schema.String),
    after: body(Schema.NullOr(Schema.String)),
    expected: ["additive | body a | string -> string or null"]
  },
  {
    name: "an input that now refuses null",
    before: body(Schema.NullOr(Schema.String)),
    after: body(Schema.String),
    expected: ["breaking | body a | string or null -> string"]
  },
  {
    name: "an input that now accepts anything",
    before: body(Schema.String),
    after: body(Schema.Unknown),
    expected: ["additive | body a | string -> anything"]
  },
  {
    name: "an input that no longer accepts anything",
    before: body(Schema.Unknown),
    after: body(Schema.String),
    expected: ["breaking | body a | anything -> string"]
  },
  {
    name: "an input with an added and a removed member",
    before: query(Schema.Literals(["asc", "up"])),
    after: query(Schema.Literals(["asc", "desc"])),
    expected: ['additive | query page | not a member -> "desc"', 'breaking | query page | "up" -> not a member']
  },
  {
    name: "an input that now accepts any string",
    before: query(Schema.Literal("asc")),
    after: query(Schema.String),
    expected: ['additive | query page | "asc" -> other values, too']
  },
  {
    name: "an input that no longer accepts any string",
    before: query(Schema.String),
    after: query(Schema.Literal("asc")),
    expected: ['breaking | query page | other values, too -> "asc"']
  },
  {
    name: "an added member of an open enumeration of an input",
    before: query(OpenLiterals(["asc"])),
    after: query(OpenLiterals(["asc", "desc"])),
    expected: ['additive | query page | not a member -> "desc"']
  },
  {
    name: "a removed member of an open enumeration of an input",
    before: query(OpenLiterals(["asc", "desc"])),
    after: query(OpenLiterals(["asc"])),
    expected: ['invisible | query page | "desc" -> not a member']
  },
  {
    name: "an added limit",
    before: body(Schema.String),
    after: body(Schema.String.check(Schema.isMaxLength(63))),
    expected: ["breaking | body a | no maxLength -> maxLength 63"]
  },
  {
    name: "a loosened limit",
    before: body(Schema.String.check(Schema.isMinLength(3), Schema.isMaxLength(63))),
    after: body(Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(100))),
    expected: ["additive | body a | minLength 3 -> minLength 1", "additive | body a | maxLength 63 -> maxLength 100"]
  },
  {
    name: "another pattern",
    before: body(Schema.String.check(Schema.isPattern(/^a/))),
    after: body(Schema.String.check(Schema.isPattern(/^b/))),
    expected: ['breaking | body a | pattern "/^a/" -> pattern "/^b/"']
  },
  {
    name: "a field within an input",
    before: body(Schema.Struct({ x: Schema.optional(Schema.Struct({})) })),
    after: body(
      Schema.Struct({ x: Schema.optional(Schema.Struct({ y: Schema.Int })), z: Schema.optional(Schema.Int) })
    ),
    expected: ["breaking | body a.x.y | none -> number, required", "additive | body a.z | none -> number, optional"]
  },
  {
    name: "a limit of a list's items",
    before: body(Schema.Array(Schema.Number)),
    after: body(Schema.Array(Schema.Int)),
    expected: ["breaking | body a[] | no integer -> integer true"]
  },
  {
    name: "undeclared fields, now refused",
    before: body(Schema.Record(Schema.String, Schema.Int)),
    after: body(Schema.Struct({})),
    expected: ["breaking | body a.* | number -> no other fields"]
  },
  {
    name: "undeclared fields, now accepted",
    before: body(Schema.Struct({})),
    after: body(Schema.Record(Schema.String, Schema.Int)),
    expected: ["additive | body a.* | no other fields -> number"]
  },
  {
    name: "the same number, now sent as text",
    before: query(Schema.Finite),
    after: query(Schema.FiniteFromString),
    expected: ["invisible | query page | number -> string"]
  },

  // What callers get
  {
    name: "a renamed field is a removed and an added one",
    before: { success: Schema.Struct({ name: Schema.String }) },
    after: { success: Schema.Struct({ title: Schema.String }) },
    expected: [
      "breaking | success name | string, required -> none",
      "additive | success title | none -> string, required"
    ]
  },
  {
    name: "an added optional field",
    before: { success: Schema.Struct({}) },
    after: { success: Schema.Struct({ a: Schema.optionalKey(Schema.String) }) },
    expected: ["additive | success a | none -> string, optional"]
  },
  {
    name: "a field that becomes optional",
    before: one(Schema.String),
    after: field(Schema.optionalKey(Schema.String)),
    expected: ["breaking | success a | string, required -> string, optional"]
  },
  {
    name: "a field that becomes required",
    before: field(Schema.optional(Schema.String)),
    after: one(Schema.String),
    expected: ["additive | success a | string, optional -> string, required"]
  },
  {
    name: "undefined, which an optional field includes",
    before: field(Schema.optional(Schema.String)),
    after: field(Schema.optionalKey(Schema.String)),
    expected: []
  },
  {
    name: "a response field that may now be null",
    before: one(Schema.String),
    after: one(Schema.NullOr(Schema.String)),
    expected: ["breaking | success a | string -> string or null"]
  },
  {
    name: "a response field that can no longer be null",
    before: one(Schema.NullOr(Schema.String)),
    after: one(Schema.String),
    expected: ["additive | success a | string or null -> string"]
  },
  {
    name: "a field that becomes tolerant",
    before: one(Schema.String),
    after: one(tolerant(Schema.String)),
    expected: ["breaking | success a | string -> string or null"]
  },
  {
    name: "a field that is no longer tolerant",
    before: one(tolerant(Schema.String)),
    after: one(Schema.NullOr(Schema.String)),
    expected: ["breaking | success a | anything -> string or null"]
  },
  {
    name: "another type",
    before: one(Schema.String),
    after: one(Schema.Int),
    expected: ["breaking | success a | string -> number"]
  },
  {
    name: "a date that was text and is still sent as text",
    before: one(Schema.String),
    after: one(Schema.DateFromString),
    expected: ["breaking | success a | string -> Date"]
  },
  {
    name: "a response field with an added type",
    before: one(Schema.String),
    after: one(Schema.Union([Schema.String, Schema.Int])),
    expected: ["breaking | success a | string -> string or number"]
  },
  {
    name: "a response field with a removed type",
    before: one(Schema.Union([Schema.String, Schema.Int])),
    after: one(Schema.String),
    expected: ["breaking | success a | string or number -> string"]
  },
  {
    name: "a type for what could be anything",
    before: one(Schema.Unknown),
    after: one(Schema.String),
    expected: ["additive | success a | anything -> string"]
  },
  {
    name: "anything for what had a type",
    before: one(Schema.String),
    after: one(Schema.Unknown),
    expected: ["breaking | success a | string -> anything"]
  },
  {
    name: "an added and a removed member in a response",
    before: one(Schema.Literals(["on", "off"])),
    after: one(Schema.Literals(["on", "paused"])),
    expected: ['breaking | success a | not a member -> "paused"', 'breaking | success a | "off" -> not a member']
  },
  {
    name: "an enumeration, opened",
    before: one(Schema.Literal("on")),
    after: one(OpenLiterals(["on"])),
    expected: ['breaking | success a | "on" -> other values, too']
  },
  {
    name: "an enumeration, closed",
    before: one(OpenLiterals(["on"])),
    after: one(Schema.Literal("on")),
    expected: ['breaking | success a | other values, too -> "on"']
  },
  {
    name: "an added member of an open enumeration",
    before: one(OpenLiterals(["on"])),
    after: one(OpenLiterals(["on", "off"])),
    expected: ['additive | success a | not a member -> "off"']
  },
  {
    name: "a removed member of an open enumeration",
    before: one(OpenLiterals(["on", "off"])),
    after: one(OpenLiterals(["on"])),
    expected: ['invisible | success a | "off" -> not a member']
  },
  {
    name: "an added limit of a response",
    before: one(Schema.Number),
    after: one(Schema.Int),
    expected: ["breaking | success a | no integer -> integer true"]
  },
  {
    name: "a removed limit of a response",
    before: one(Schema.Int),
    after: one(Schema.Number),
    expected: ["breaking | success a | integer true -> no integer"]
  },
  {
    name: "another pattern of a response",
    before: one(Schema.String.check(Schema.isPattern(/^a/))),
    after: one(Schema.String.check(Schema.isPattern(/^b/))),
    expected: ['breaking | success a | pattern "/^a/" -> pattern "/^b/"']
  },
  {
    name: "undeclared fields, now read",
    before: one(Schema.Struct({})),
    after: one(Schema.Record(Schema.String, Schema.Int)),
    expected: ["additive | success a.* | no other fields -> number"]
  },
  {
    name: "undeclared fields, no longer read",
    before: one(Schema.Record(Schema.String, Schema.Int)),
    after: one(Schema.Struct({})),
    expected: ["breaking | success a.* | number -> no other fields"]
  },
  {
    name: "a change inside nested lists",
    before: { success: Schema.Array(Schema.Struct({ a: Schema.Array(Schema.Struct({ id: Schema.Int })) })) },
    after: { success: Schema.Array(Schema.Struct({ a: Schema.Array(Schema.Struct({ id: Schema.String })) })) },
    expected: ["breaking | success [].a[].id | number -> string"]
  },
  {
    name: "a list became a set",
    before: one(Schema.Array(Schema.String)),
    after: one(Schema.ReadonlySet(Schema.String) as never),
    expected: ["breaking | success a | list of string -> ReadonlySet of string"]
  },
  {
    name: "a default for missing fields, removed",
    before: field(Schema.String.pipe(Schema.withDecodingDefaultKey(Effect.succeed("")))),
    after: one(Schema.String),
    expected: ["breaking | success a | string, optional -> string, required"]
  },
  {
    name: "a default for missing fields, added",
    before: one(Schema.String),
    after: field(Schema.String.pipe(Schema.withDecodingDefaultKey(Effect.succeed("")))),
    expected: ["invisible | success a | string, required -> string, optional"]
  },
  {
    name: "null, and a change of the encoded form inside it",
    before: one(Schema.Struct({ b: Schema.Finite })),
    after: one(Schema.NullOr(Schema.Struct({ b: Schema.FiniteFromString }))),
    expected: ["breaking | success a | object -> object or null", "breaking | success a.b | number -> string"]
  },
  {
    name: "numbers that may now be sent as text",
    before: one(Schema.Finite),
    after: one(Schema.Union([Schema.Finite, Schema.FiniteFromString])),
    expected: ["invisible | success a | number -> number or string"]
  },
  {
    name: "numbers that can no longer be sent as text",
    before: one(Schema.Union([Schema.Finite, Schema.FiniteFromString])),
    after: one(Schema.Finite),
    expected: ["breaking | success a | number or string -> number"]
  },
  {
    name: "a limit of numbers that are sent as text, added and removed",
    before: { success: Schema.Struct({ a: asText(2), b: asText(9) }) },
    after: { success: Schema.Struct({ a: asText(9), b: asText(2) }) },
    expected: [
      "invisible | success a | maxLength 2 -> maxLength 9",
      "breaking | success b | maxLength 9 -> maxLength 2"
    ]
  },
  {
    name: "a recursive schema",
    before: { success: Tree as never },
    after: { success: Tree as never },
    expected: []
  },
  {
    name: "an added response body",
    before: {},
    after: { success: Schema.String },
    expected: ["breaking | success | undefined -> string"]
  },
  {
    name: "an empty response, now read",
    before: one(Schema.String),
    after: { ...one(Schema.String), emptySuccess: { a: "" } },
    expected: ["additive | empty success | an UnexpectedResponse -> read"]
  },
  {
    name: "an empty response, now refused",
    before: { ...one(Schema.String), emptySuccess: { a: "" } },
    after: one(Schema.String),
    expected: ["breaking | empty success | read -> an UnexpectedResponse"]
  },

  // Errors
  {
    name: "an added error",
    before: {},
    after: { errors: [NotFound] },
    expected: ["breaking | error NotFound | none -> 404 NotFound"]
  },
  {
    name: "a removed error",
    before: { errors: [NotFound] },
    after: {},
    expected: ["breaking | error NotFound | 404 NotFound -> none"]
  },
  {
    name: "an error with another status",
    before: { errors: [NotFound] },
    after: { errors: [Gone] },
    expected: ["breaking | error NotFound | 404 NotFound -> 410 NotFound"]
  },
  {
    name: "an error with another category",
    before: { errors: [NotFound] },
    after: { errors: [Conflicting] },
    expected: ["breaking | error NotFound | 404 NotFound -> 404 Conflict"]
  },
  {
    name: "an error with details",
    before: { errors: [NotFound] },
    after: { errors: [Detailed] },
    expected: ["additive | error NotFound details | unknown -> a documented schema"]
  },
  {
    name: "an error without details",
    before: { errors: [Detailed] },
    after: { errors: [NotFound] },
    expected: ["breaking | error NotFound details | a documented schema -> unknown"]
  },
  {
    name: "an error with other details",
    before: { errors: [Detailed] },
    after: { errors: [Renamed] },
    expected: [
      "breaking | error NotFound details message | string, required -> none",
      "additive | error NotFound details text | none -> string, required"
    ]
  },
  {
    name: "details with a limit",
    before: { errors: [Detailed] },
    after: { errors: [Stricter] },
    expected: ["breaking | error NotFound details message | no minLength -> minLength 1"]
  },
  {
    name: "the vendor's message, added",
    before: { errors: [Detailed] },
    after: { errors: [Reasoned] },
    expected: ["additive | error NotFound reason | no -> yes"]
  },
  {
    name: "the vendor's message, removed",
    before: { errors: [Reasoned] },
    after: { errors: [Detailed] },
    expected: ["breaking | error NotFound reason | yes -> no"]
  },
  {
    name: "an error after which calls are now retried",
    before: { errors: [NotFound] },
    after: { errors: [Unprocessed] },
    expected: ["additive | error NotFound not processed | no -> yes"]
  },
  {
    name: "an error after which calls are no longer retried",
    before: { errors: [Unprocessed] },
    after: { errors: [NotFound] },
    expected: ["breaking | error NotFound not processed | yes -> no"]
  },
  {
    name: "an error that becomes one of only some responses",
    before: { errors: [NotFound] },
    after: { errors: [Sometimes] },
    expected: ["breaking | error NotFound only for some responses | no -> yes"]
  },
  {
    name: "an error that becomes one of all responses",
    before: { errors: [Sometimes] },
    after: { errors: [NotFound] },
    expected: ["breaking | error NotFound only for some responses | yes -> no"]
  },
  {
    name: "another description of an error",
    before: { errors: [NotFound] },
    after: { errors: [NoSuch] },
    expected: ["invisible | error NotFound description | No such thing -> There is none"]
  },

  // What users do not notice
  {
    name: "title, example and the constant part of the body",
    before: { method: "post", body: {}, source: "Things", constantBody: { by: "a" } },
    after: { method: "post", body: {}, source: "Every thing", constantBody: { by: "b" }, example: { a: 1 } },
    expected: [
      'invisible | source | "Things" -> "Every thing"',
      'invisible | constant body | {"by":"a"} -> {"by":"b"}',
      'invisible | example | none -> {"a":1}'
    ]
  },
  {
    name: "descriptions and examples of schemas",
    before: one(Schema.String.annotate({ description: "A", examples: ["x"] })),
    after: one(Schema.String.annotate({ description: "B", examples: ["y"] })),
    expected: []
  }
]
