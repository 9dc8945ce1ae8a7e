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
    name: "an operation more",
    before: undefined,
    after: {},
    expected: ["additive | operation | none -> GET /things, Things.list"]
  },
  {
    name: "an operation less",
    before: {},
    after: undefined,
    expected: ["breaking | operation | GET /things, Things.list -> none"]
  },
  {
    name: "an operation under another id is another one",
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
    name: "another method, which is sent again as before",
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
    name: "no longer sent again",
    before: {},
    after: { safety: "unsafe" },
    expected: ["breaking | safety | safe -> unsafe"]
  },
  {
    name: "sent again from now on",
    before: { safety: "unsafe" },
    after: {},
    expected: ["additive | safety | unsafe -> safe"]
  },
  {
    name: "sent again for another reason",
    before: {},
    after: { safety: "idempotent" },
    expected: ["invisible | safety | safe -> idempotent"]
  },

  // Credentials
  {
    name: "a credential more",
    before: {},
    after: { credentials: { token } },
    expected: ["breaking | credential token | none -> header x-token, required"]
  },
  {
    name: "a credential more that may be left out",
    before: {},
    after: { credentials: { token: { ...token, optional: true } } },
    expected: ["additive | credential token | none -> header x-token, optional"]
  },
  {
    name: "a credential less",
    before: { credentials: { token } },
    after: {},
    expected: ["invisible | credential token | header x-token, required -> none"]
  },
  {
    name: "a credential that travels elsewhere",
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
    name: "an input more",
    before: {},
    after: query(Schema.Int),
    expected: ["breaking | query page | none -> number, required"]
  },
  {
    name: "an input more that may be left out",
    before: {},
    after: query(Schema.optional(Schema.Int) as never),
    expected: ["additive | query page | none -> number, optional"]
  },
  {
    name: "an input less",
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
    name: "one kind more to give",
    before: body(Schema.String),
    after: body(Schema.Union([Schema.String, Schema.Array(Schema.String)])),
    expected: ["additive | body a | string -> string or list of string"]
  },
  {
    name: "one kind less to give",
    before: body(Schema.Union([Schema.String, Schema.Number])),
    after: body(Schema.String),
    expected: ["breaking | body a | string or number -> string"]
  },
  {
    name: "null, taken",
    before: body(Schema.String),
    after: body(Schema.NullOr(Schema.String)),
    expected: ["additive | body a | string -> string or null"]
  },
  {
    name: "null, refused",
    before: body(Schema.NullOr(Schema.String)),
    after: body(Schema.String),
    expected: ["breaking | body a | string or null -> string"]
  },
  {
    name: "anything, taken",
    before: body(Schema.String),
    after: body(Schema.Unknown),
    expected: ["additive | body a | string -> anything"]
  },
  {
    name: "anything, refused",
    before: body(Schema.Unknown),
    after: body(Schema.String),
    expected: ["breaking | body a | anything -> string"]
  },
  {
    name: "members to give, more and less",
    before: query(Schema.Literals(["asc", "up"])),
    after: query(Schema.Literals(["asc", "desc"])),
    expected: ['additive | query page | not a member -> "desc"', 'breaking | query page | "up" -> not a member']
  },
  {
    name: "any text, taken",
    before: query(Schema.Literal("asc")),
    after: query(Schema.String),
    expected: ['additive | query page | "asc" -> others, too']
  },
  {
    name: "any text, refused",
    before: query(Schema.String),
    after: query(Schema.Literal("asc")),
    expected: ['breaking | query page | others, too -> "asc"']
  },
  {
    name: "a member more among those that editors offer",
    before: query(OpenLiterals(["asc"])),
    after: query(OpenLiterals(["asc", "desc"])),
    expected: ['additive | query page | not a member -> "desc"']
  },
  {
    name: "a member less among those that editors offer",
    before: query(OpenLiterals(["asc", "desc"])),
    after: query(OpenLiterals(["asc"])),
    expected: ['invisible | query page | "desc" -> not a member']
  },
  {
    name: "a limit, drawn",
    before: body(Schema.String),
    after: body(Schema.String.check(Schema.isMaxLength(63))),
    expected: ["breaking | body a | no maxLength -> maxLength 63"]
  },
  {
    name: "a limit, moved outwards",
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
    name: "items of a list, limited",
    before: body(Schema.Array(Schema.Number)),
    after: body(Schema.Array(Schema.Int)),
    expected: ["breaking | body a[] | no integer -> integer true"]
  },
  {
    name: "other fields, refused",
    before: body(Schema.Record(Schema.String, Schema.Int)),
    after: body(Schema.Struct({})),
    expected: ["breaking | body a.* | number -> no other fields"]
  },
  {
    name: "other fields, taken",
    before: body(Schema.Struct({})),
    after: body(Schema.Record(Schema.String, Schema.Int)),
    expected: ["additive | body a.* | no other fields -> number"]
  },
  {
    name: "the same number, which now travels as text",
    before: query(Schema.Finite),
    after: query(Schema.FiniteFromString),
    expected: ["invisible | query page | number -> string"]
  },

  // What callers get
  {
    name: "a field less, which is a field renamed",
    before: { success: Schema.Struct({ name: Schema.String }) },
    after: { success: Schema.Struct({ title: Schema.String }) },
    expected: [
      "breaking | success name | string, required -> none",
      "additive | success title | none -> string, required"
    ]
  },
  {
    name: "a field more that may be missing",
    before: { success: Schema.Struct({}) },
    after: { success: Schema.Struct({ a: Schema.optionalKey(Schema.String) }) },
    expected: ["additive | success a | none -> string, optional"]
  },
  {
    name: "a field that may be missing now",
    before: one(Schema.String),
    after: field(Schema.optionalKey(Schema.String)),
    expected: ["breaking | success a | string, required -> string, optional"]
  },
  {
    name: "a field that is always there now",
    before: field(Schema.optional(Schema.String)),
    after: one(Schema.String),
    expected: ["additive | success a | string, optional -> string, required"]
  },
  {
    name: "undefined, which being optional says already",
    before: field(Schema.optional(Schema.String)),
    after: field(Schema.optionalKey(Schema.String)),
    expected: []
  },
  {
    name: "null, read",
    before: one(Schema.String),
    after: one(Schema.NullOr(Schema.String)),
    expected: ["breaking | success a | string -> string or null"]
  },
  {
    name: "null, no longer read",
    before: one(Schema.NullOr(Schema.String)),
    after: one(Schema.String),
    expected: ["additive | success a | string or null -> string"]
  },
  {
    name: "null for whatever is odd",
    before: one(Schema.String),
    after: one(tolerant(Schema.String)),
    expected: ["breaking | success a | string -> string or null"]
  },
  {
    name: "no longer null for whatever is odd",
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
    name: "a moment, which was text, as it travels still",
    before: one(Schema.String),
    after: one(Schema.DateFromString),
    expected: ["breaking | success a | string -> Date"]
  },
  {
    name: "one kind more to read",
    before: one(Schema.String),
    after: one(Schema.Union([Schema.String, Schema.Int])),
    expected: ["breaking | success a | string -> string or number"]
  },
  {
    name: "one kind less to read",
    before: one(Schema.Union([Schema.String, Schema.Int])),
    after: one(Schema.String),
    expected: ["breaking | success a | string or number -> string"]
  },
  {
    name: "anything became something",
    before: one(Schema.Unknown),
    after: one(Schema.String),
    expected: ["additive | success a | anything -> string"]
  },
  {
    name: "something became anything",
    before: one(Schema.String),
    after: one(Schema.Unknown),
    expected: ["breaking | success a | string -> anything"]
  },
  {
    name: "members to read, more and less",
    before: one(Schema.Literals(["on", "off"])),
    after: one(Schema.Literals(["on", "paused"])),
    expected: ['breaking | success a | not a member -> "paused"', 'breaking | success a | "off" -> not a member']
  },
  {
    name: "an enumeration, opened",
    before: one(Schema.Literal("on")),
    after: one(OpenLiterals(["on"])),
    expected: ['breaking | success a | "on" -> others, too']
  },
  {
    name: "an enumeration, closed",
    before: one(OpenLiterals(["on"])),
    after: one(Schema.Literal("on")),
    expected: ['breaking | success a | others, too -> "on"']
  },
  {
    name: "an open enumeration has a member more",
    before: one(OpenLiterals(["on"])),
    after: one(OpenLiterals(["on", "off"])),
    expected: ['additive | success a | not a member -> "off"']
  },
  {
    name: "an open enumeration has a member less",
    before: one(OpenLiterals(["on", "off"])),
    after: one(OpenLiterals(["on"])),
    expected: ['invisible | success a | "off" -> not a member']
  },
  {
    name: "a limit of answers, drawn",
    before: one(Schema.Number),
    after: one(Schema.Int),
    expected: ["breaking | success a | no integer -> integer true"]
  },
  {
    name: "a limit of answers, gone",
    before: one(Schema.Int),
    after: one(Schema.Number),
    expected: ["breaking | success a | integer true -> no integer"]
  },
  {
    name: "another pattern of answers",
    before: one(Schema.String.check(Schema.isPattern(/^a/))),
    after: one(Schema.String.check(Schema.isPattern(/^b/))),
    expected: ['breaking | success a | pattern "/^a/" -> pattern "/^b/"']
  },
  {
    name: "fields of other names, read",
    before: one(Schema.Struct({})),
    after: one(Schema.Record(Schema.String, Schema.Int)),
    expected: ["additive | success a.* | no other fields -> number"]
  },
  {
    name: "fields of other names, no longer read",
    before: one(Schema.Record(Schema.String, Schema.Int)),
    after: one(Schema.Struct({})),
    expected: ["breaking | success a.* | number -> no other fields"]
  },
  {
    name: "deep within lists",
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
    name: "missing fields, no longer made up for",
    before: field(Schema.String.pipe(Schema.withDecodingDefaultKey(Effect.succeed("")))),
    after: one(Schema.String),
    expected: ["breaking | success a | string, optional -> string, required"]
  },
  {
    name: "missing fields, made up for",
    before: one(Schema.String),
    after: field(Schema.String.pipe(Schema.withDecodingDefaultKey(Effect.succeed("")))),
    expected: ["invisible | success a | string, required -> string, optional"]
  },
  {
    name: "null beside a change of what travels beneath it",
    before: one(Schema.Struct({ b: Schema.Finite })),
    after: one(Schema.NullOr(Schema.Struct({ b: Schema.FiniteFromString }))),
    expected: ["breaking | success a | object -> object or null", "breaking | success a.b | number -> string"]
  },
  {
    name: "numbers as text, too",
    before: one(Schema.Finite),
    after: one(Schema.Union([Schema.Finite, Schema.FiniteFromString])),
    expected: ["invisible | success a | number -> number or string"]
  },
  {
    name: "numbers as text, no longer",
    before: one(Schema.Union([Schema.Finite, Schema.FiniteFromString])),
    after: one(Schema.Finite),
    expected: ["breaking | success a | number or string -> number"]
  },
  {
    name: "numbers as short text only, and no longer so",
    before: { success: Schema.Struct({ a: asText(2), b: asText(9) }) },
    after: { success: Schema.Struct({ a: asText(9), b: asText(2) }) },
    expected: [
      "invisible | success a | maxLength 2 -> maxLength 9",
      "breaking | success b | maxLength 9 -> maxLength 2"
    ]
  },
  {
    name: "a schema that contains itself",
    before: { success: Tree as never },
    after: { success: Tree as never },
    expected: []
  },
  {
    name: "a body to read",
    before: {},
    after: { success: Schema.String },
    expected: ["breaking | success | undefined -> string"]
  },
  {
    name: "an empty answer, read",
    before: one(Schema.String),
    after: { ...one(Schema.String), emptySuccess: { a: "" } },
    expected: ["additive | empty success | an UnexpectedResponse -> read"]
  },
  {
    name: "an empty answer, refused",
    before: { ...one(Schema.String), emptySuccess: { a: "" } },
    after: one(Schema.String),
    expected: ["breaking | empty success | read -> an UnexpectedResponse"]
  },

  // Errors
  {
    name: "an error more",
    before: {},
    after: { errors: [NotFound] },
    expected: ["breaking | error NotFound | none -> 404 NotFound"]
  },
  {
    name: "an error less",
    before: { errors: [NotFound] },
    after: {},
    expected: ["breaking | error NotFound | 404 NotFound -> none"]
  },
  {
    name: "an error of another status",
    before: { errors: [NotFound] },
    after: { errors: [Gone] },
    expected: ["breaking | error NotFound | 404 NotFound -> 410 NotFound"]
  },
  {
    name: "an error of another category",
    before: { errors: [NotFound] },
    after: { errors: [Conflicting] },
    expected: ["breaking | error NotFound | 404 NotFound -> 404 Conflict"]
  },
  {
    name: "an error with details",
    before: { errors: [NotFound] },
    after: { errors: [Detailed] },
    expected: ["additive | error NotFound details | unknown -> a documented form"]
  },
  {
    name: "an error without details",
    before: { errors: [Detailed] },
    after: { errors: [NotFound] },
    expected: ["breaking | error NotFound details | a documented form -> unknown"]
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
    name: "the vendor's own words",
    before: { errors: [Detailed] },
    after: { errors: [Reasoned] },
    expected: ["additive | error NotFound reason | no -> yes"]
  },
  {
    name: "not the vendor's own words",
    before: { errors: [Reasoned] },
    after: { errors: [Detailed] },
    expected: ["breaking | error NotFound reason | yes -> no"]
  },
  {
    name: "an error that may be sent again",
    before: { errors: [NotFound] },
    after: { errors: [Unprocessed] },
    expected: ["additive | error NotFound not processed | no -> yes"]
  },
  {
    name: "an error that may not be sent again",
    before: { errors: [Unprocessed] },
    after: { errors: [NotFound] },
    expected: ["breaking | error NotFound not processed | yes -> no"]
  },
  {
    name: "an error of some answers",
    before: { errors: [NotFound] },
    after: { errors: [Sometimes] },
    expected: ["breaking | error NotFound only for some answers | no -> yes"]
  },
  {
    name: "an error of all answers",
    before: { errors: [Sometimes] },
    after: { errors: [NotFound] },
    expected: ["breaking | error NotFound only for some answers | yes -> no"]
  },
  {
    name: "an error in other words",
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
