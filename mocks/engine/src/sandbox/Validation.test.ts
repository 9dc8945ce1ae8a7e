/** Valid requests in the forms that OpenAPI allows are accepted, and invalid ones are refused for what is wrong. */
import { expect, it, onTestFinished, vi } from "vitest"
import { accepting, anyFile, asked, post } from "../../test/anyFile.ts"

const json = (schema: unknown) => ({ requestBody: { content: { "application/json": { schema } } } })

const body = (schema: unknown, more: object = {}) =>
  anyFile({ "/things": { post: accepting({ operationId: "post", ...json(schema) }) } }, more)

const sent = async (sandbox: Awaited<ReturnType<typeof body>>, ...values: ReadonlyArray<unknown>) => {
  const answers = []
  for (const value of values) answers.push(await asked(sandbox, "/things", post(JSON.stringify(value))))
  return answers
}

it("requires no field that only the vendor sets", async () => {
  const id = { type: "integer", readOnly: true }
  const thing = { required: ["id", "name"], properties: { id, name: { type: "string" } }, additionalProperties: false }
  const parts = { allOf: [{ $ref: "#/components/schemas/Thing" }, { required: ["id", "name"] }] }
  const components = { schemas: { Thing: thing } }
  for (const schema of [thing, parts, { $ref: "#/components/schemas/Thing" }]) {
    const sandbox = await body(schema, { components })
    expect(await sent(sandbox, { name: "a" }, { id: 1, name: "a" }, {})).toEqual([
      "200",
      "200",
      "422 body name is missing"
    ])
  }
})

it("compares constants", async () => {
  const one = (kind: string) => ({ type: "object", required: ["kind"], properties: { kind: { const: kind } } })
  const sandbox = await body({ oneOf: [one("a"), one("b")] }, { openapi: "3.1.0" })
  const [fits, fails] = await sent(sandbox, { kind: "a" }, { kind: "c" })
  expect(fits).toBe("200")
  expect(fails).toContain('body kind must be "a"')
})

it("chooses by a discriminator, also from children that contain their parent", async () => {
  const to = (name: string) => ({ $ref: `#/components/schemas/${name}` })
  const mapping = { cat: "#/components/schemas/Cat", dog: "Dog" }
  const Pet = {
    type: "object",
    required: ["kind"],
    properties: { kind: { type: "string" } },
    oneOf: [to("Cat"), to("Dog")],
    discriminator: { propertyName: "kind", mapping }
  }
  const Cat = { allOf: [to("Pet"), { required: ["lives"], properties: { lives: { type: "integer" } } }] }
  const Dog = { allOf: [to("Pet"), { properties: { barks: { type: "boolean" } } }] }
  const sandbox = await body(to("Pet"), { components: { schemas: { Pet, Cat, Dog } } })
  const answers = await sent(sandbox, { kind: "cat", lives: 9 }, { kind: "dog" }, { kind: "cat" }, {})
  expect(answers).toEqual(["200", "200", "422 body lives is missing", expect.stringContaining("body kind is missing")])
})

it("checks tuples and unevaluated fields as JSON Schema 2020-12 does", async () => {
  const tuple = { type: "array", prefixItems: [{ type: "string" }, { type: "integer" }], items: false }
  const closed = { allOf: [{ properties: { a: {} } }], unevaluatedProperties: false }
  const sandbox = await body({ properties: { tuple, closed } }, { openapi: "3.1.0" })
  expect(
    await sent(sandbox, { tuple: ["a", 1], closed: { a: 1 } }, { tuple: ["a", 1, 2] }, { closed: { b: 1 } })
  ).toEqual(["200", "422 body tuple must NOT have more than 2 items", "422 body closed.b is not known here"])
})

it("follows references to any place in the file", async () => {
  const parameter = { name: "size", in: "query", schema: { type: "integer" } }
  const components = { parameters: { Size: parameter }, schemas: { "A B": { type: "string" } } }
  const sandbox = await body(
    {
      properties: {
        size: { $ref: "#/components/parameters/Size/schema" },
        other: { $ref: "#/paths/~1things/post/requestBody/content/application~1json/schema" },
        name: { $ref: "#/components/schemas/A%20B" }
      }
    },
    { components }
  )
  expect(await sent(sandbox, { size: 1, other: { size: 2 }, name: "a" }, { other: { size: "x" }, name: 1 })).toEqual([
    "200",
    "422 body other.size must be integer, body name must be string"
  ])
})

it("accepts patterns that JavaScript reads only without Unicode, and says which ones it cannot read", async () => {
  const said = vi.spyOn(console, "error").mockReturnValue()
  onTestFinished(() => said.mockRestore())
  const pattern = (text: string) => ({ type: "string", pattern: text })
  const sandbox = await body({ properties: { a: pattern(String.raw`^[a-z\-\_]+$`), b: pattern("(?i:x]") } })
  expect(await sent(sandbox, { a: "a_b", b: "?" }, { a: "A" })).toEqual([
    "200",
    String.raw`422 body a must match pattern "^[a-z\-\_]+$"`
  ])
  expect(said.mock.calls).toEqual([
    [expect.stringContaining("any: values are not checked against the pattern (?i:x],")]
  ])
})

it("ignores a byte order mark", async () => {
  const sandbox = await body({ type: "object" })
  expect(await asked(sandbox, "/things", post('\ufeff{"a":1}'))).toBe("200")
})

const list = { type: "array", items: { type: "integer" } }

const parameter = (schema: unknown, more: object = {}) => ({ name: "ids", in: "query", schema, ...more })

it.each([
  ["a nullable list", parameter({ anyOf: [list, { type: "null" }] }), "ids=1&ids=2", "ids=x"],
  ["a list or null by type", parameter({ ...list, type: ["array", "null"] }), "ids=1&ids=2", "ids=x"],
  ["a list in allOf", parameter({ allOf: [{ $ref: "#/components/schemas/List" }] }), "ids=1", "ids=x"],
  ["a list or one value", parameter({ oneOf: [{ type: "string", minLength: 2 }, list] }), "ids=1&ids=2", "ids=a"],
  ["pipes", parameter(list, { style: "pipeDelimited", explode: false }), "ids=1|2", "ids=1,2"],
  ["spaces", parameter(list, { style: "spaceDelimited", explode: false }), "ids=1%202", "ids=1,2"],
  ["commas", parameter(list, { explode: false }), "ids=1,2", "ids=1|2"],
  [
    "the fields of an object",
    parameter({ type: "object", properties: { a: { type: "integer" }, b: list } }),
    "a=1&b=2&b=3",
    "a=x"
  ],
  [
    "an object with commas",
    parameter({ type: "object", properties: { a: { type: "integer" } } }, { explode: false }),
    "ids=a,1",
    "ids=a,x"
  ]
])("reads %s in a query", async (_, declared, valid, invalid) => {
  const get = accepting({ operationId: "get", parameters: [declared] })
  const more = { openapi: "3.1.0", components: { schemas: { List: list } } }
  const sandbox = await anyFile({ "/things": { get } }, more)
  expect(await asked(sandbox, `/things?${valid}`)).toBe("200")
  expect(await asked(sandbox, "/things")).toBe("200")
  expect(await asked(sandbox, `/things?${invalid}`)).toContain("422")
})

it("reads lists in paths and headers", async () => {
  const header = { name: "X-Ids", in: "header", schema: list }
  const get = accepting({ operationId: "get", parameters: [{ ...parameter(list), in: "path" }, header] })
  const sandbox = await anyFile({ "/things/{ids}": { get } })
  expect(await asked(sandbox, "/things/1,2", { headers: { "x-ids": "1, 2" } })).toBe("200")
  expect(await asked(sandbox, "/things/1,x", { headers: { "x-ids": "y" } })).toBe(
    "422 path ids.1 must be integer, header X-Ids.0 must be integer"
  )
})

const content = (content: object) =>
  anyFile({ "/things": { post: accepting({ operationId: "post", requestBody: { required: true, content } }) } })

const form = "application/x-www-form-urlencoded"

it("gives the fields of a form their types", async () => {
  const properties = {
    amount: { type: "integer" },
    live: { type: "boolean" },
    tags: { type: "array", items: { type: "string" } },
    card: { type: "object", properties: { number: { type: "integer" } } }
  }
  const encoding = { card: { style: "deepObject", explode: true } }
  const sandbox = await content({ [form]: { schema: { type: "object", properties }, encoding } })
  const fields = "amount=5&live=true&tags=a&tags=b&card[number]=1&other=x"
  expect(await asked(sandbox, "/things", post(fields, form))).toBe("200")
  expect(await asked(sandbox, "/things", post("amount=x", form))).toBe("422 body amount must be integer")
})

it("accepts bodies that are neither JSON nor forms, and demands that there is one", async () => {
  const text = { schema: { type: "string", maxLength: 3 } }
  const sandbox = await content({
    "text/plain": text,
    "text/csv": { schema: { type: "string" } },
    "application/octet-stream": { schema: { type: "string", format: "binary" } },
    "multipart/form-data": { schema: { type: "object", required: ["file"], properties: { file: {} } } }
  })
  expect(await asked(sandbox, "/things", post("abc", "text/plain"))).toBe("200")
  expect(await asked(sandbox, "/things", post("abcd", "text/plain"))).toContain("422")
  expect(await asked(sandbox, "/things", post("", "text/csv"))).toBe("422 body  is missing")
  expect(await asked(sandbox, "/things", post("a,b", "text/csv"))).toBe("200")
  expect(await asked(sandbox, "/things", post("\u0000", "application/octet-stream"))).toBe("200")
  expect(await asked(sandbox, "/things", post("--x", "multipart/form-data; boundary=x"))).toBe("200")
  expect(await asked(sandbox, "/things", post("a", "image/png"))).toContain("422 body  is image/png; it must be text/")
})

it.each(["application/json; charset=utf-8", "*/*", "application/*", "Application/JSON"])(
  "reads JSON declared as %s",
  async (type) => {
    const sandbox = await content({ [type]: { schema: { type: "object" } } })
    expect(await asked(sandbox, "/things", post("{}"))).toBe("200")
    expect(await asked(sandbox, "/things", post("1"))).toBe("422 body  must be object")
  }
)
