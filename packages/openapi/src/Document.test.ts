import { assert, describe, it } from "@effect/vitest"
import * as Document from "./Document.ts"
import { lowered } from "./Lowered.ts"
import type { JsonObject } from "./Json.ts"

const head = { openapi: "3.0.3", info: { title: "Acme", version: "1" } }
const text = (document: object) => JSON.stringify({ ...head, ...document })
const reasons = (text: string) => {
  try {
    Document.parse(text, "acme.yaml")
    return []
  } catch (error) {
    return (error as Document.InvalidDocument).reasons
  }
}

describe("parse", () => {
  it("reads YAML and JSON, with aliases as copies", () => {
    const document = Document.parse("openapi: 3.1.0\npaths: {}\nx-one: &one { a: 1 }\nx-other: *one\n")
    assert.deepStrictEqual(document["x-one"], { a: 1 })
    assert.notStrictEqual(document["x-one"], document["x-other"])
  })

  it("refuses a document that is not OpenAPI 3, and says what it is", () => {
    assert.include(reasons("a: [1").join(), "acme.yaml is neither YAML nor JSON: ")
    assert.deepStrictEqual(reasons('{"swagger":"2.0"}'), [
      "acme.yaml is not an OpenAPI 3.0 or 3.1 document: it is Swagger 2.0; convert it first."
    ])
    assert.deepStrictEqual(reasons("[]"), ["acme.yaml is not an OpenAPI 3.0 or 3.1 document: it is not an object."])
  })

  it("refuses references to other files and without a target, but not data that looks like a reference", () => {
    assert.deepStrictEqual(reasons(text({ paths: { "/a": { $ref: "a.yaml" } } })), [
      "acme.yaml refers to other files (a.yaml). Bundle it into one first."
    ])
    assert.deepStrictEqual(reasons(text({ paths: { "/a": { $ref: "#/nowhere" } } })), [
      "acme.yaml has nothing at #/nowhere, which it refers to."
    ])
    assert.deepStrictEqual(reasons(text({ components: { schemas: { A: { example: { $ref: "x" } } } } })), [])
    assert.deepStrictEqual(reasons(text({ "x-a": { $ref: "a.yaml" }, info: { "x-b": [{ $ref: "#/nowhere" }] } })), [])
    assert.deepStrictEqual(lowered({ "x-a": { $ref: "a.yaml" }, info: { "x-b": 1 } }), { info: { "x-b": 1 } })
    // Here it is a field's name.
    assert.deepStrictEqual(
      reasons(text({ components: { schemas: { A: { properties: { "x-a": { $ref: "a" } } } } } })),
      ["acme.yaml refers to other files (a). Bundle it into one first."]
    )
  })

  const to = (name: string) => ({ $ref: `#/components/schemas/${name}` })

  it("refuses a schema that only leads back to itself, and names it", () => {
    const way = "#/components/schemas/A → #/components/schemas/B → #/components/schemas/A"
    const reason = `acme.yaml has a schema that only leads back to itself: ${way}. Remove one reference.`
    for (const [A, B] of [
      [to("B"), to("A")],
      [{ allOf: [to("B")] }, { allOf: [{ not: to("A") }] }]
    ]) {
      assert.deepStrictEqual(reasons(text({ paths: { "/a": to("A") }, components: { schemas: { A, B } } })), [reason])
    }
    const A = { properties: { a: to("A") }, items: to("A"), additionalProperties: to("A") }
    assert.deepStrictEqual(reasons(text({ components: { schemas: { A } } })), [])
  })

  it("gives children the fields of a parent that offers them", () => {
    const fields = { required: ["kind"], properties: { kind: { type: "string" }, owner: to("Pet") } }
    const own = { properties: { lives: { type: "integer" } } }
    const Pet = { ...fields, oneOf: [to("Cat"), to("Dog")], discriminator: { propertyName: "kind" } }
    const others = { Dog: { allOf: [to("Cat")] }, Owner: { allOf: [to("Pet")] } }
    const schemas = { Pet, Cat: { allOf: [to("Pet"), own] }, ...others }
    assert.deepStrictEqual(Document.parse(text({ components: { schemas } }))["components"], {
      schemas: { Pet, Cat: { allOf: [fields, own] }, ...others }
    })
  })
})

describe("resolve", () => {
  const document: JsonObject = {
    "a/b": { "c~d": { e: 1 } },
    list: [{ f: 2 }],
    chain: { $ref: "#/list/0" },
    round: { $ref: "#/round" }
  }

  it("follows escaped names, list items and chains", () => {
    assert.deepStrictEqual(Document.resolve(document, { $ref: "#/a~1b/c~0d" }), { e: 1 })
    assert.deepStrictEqual(Document.resolve(document, { $ref: "#/a%7E1b/c~0d" }), { e: 1 })
    assert.deepStrictEqual(Document.resolve(document, { $ref: "#/chain" }), { f: 2 })
  })

  it("names a reference without a target, or to itself", () => {
    assert.throws(() => Document.resolve(document, { $ref: "#/b" }), "The specification has nothing at #/b.")
    assert.throws(() => Document.resolve(document, { $ref: "#/round" }), "The reference #/round leads back to itself.")
    assert.throws(() => Document.resolve(document, { $ref: "#/__proto__" }), "nothing at #/__proto__")
  })
})

describe("routes and parameters", () => {
  const document = Document.parse(
    text({
      paths: {
        "/people/{id}": {
          parameters: [
            { in: "path", name: "id", required: true },
            { in: "header", name: "X-Trace", description: "the path's" }
          ],
          get: { parameters: [{ in: "header", name: "x-trace", description: "its own" }] },
          head: {}
        }
      }
    })
  )

  it("lists every method of every path", () => {
    assert.deepStrictEqual(
      Document.routes(document).map(({ method, path }) => `${method} ${path}`),
      ["get /people/{id}", "head /people/{id}"]
    )
  })

  it("lets an operation's parameters replace the path's, in any case for headers", () => {
    const [get] = Document.routes(document)
    assert.deepStrictEqual(
      Document.parameters(document, get!).map((_) => _["description"] ?? _["name"]),
      ["id", "its own"]
    )
  })
})
