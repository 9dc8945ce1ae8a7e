/** Tests the third witness, agreement, with specifications that differ in one place. */
import { Operation } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import { Agreement, Disagreement, OpenApi } from "../src/index.ts"
import { Acme, catalog, definition } from "./acme.ts"
import { spec } from "./spec.ts"

describe("agreement", () => {
  type Drift = (document: string) => string
  const found = async (operation: string, drift: Drift) => {
    const remaining = { name: "X-Left", window: "1 minute" } as const
    const options = {
      definition: { ...definition, remaining },
      spec: OpenApi.of(JSON.parse(drift(JSON.stringify(spec)))),
      seed: "salesbridge"
    }
    const all = await Agreement.check(catalog, options)
    return all.filter((_) => _.operation === operation).map(Disagreement.format)
  }
  it.each<[string, string, Drift, string]>([
    [
      "a field renamed",
      "getThing",
      (_) =>
        _.replaceAll('"name":{"type":"string"}', '"title":{"type":"string"}').replace('"id","name",', '"id","title",'),
      "getThing 200, response body name: package: string, required; specification: no such field (agreement)"
    ],
    [
      "a removed status",
      "getThing",
      (_) => _.replace('"404":{', '"410":{'),
      "getThing 404, status: package: NotFound; specification: no such status (agreement)"
    ],
    [
      "a type changed",
      "getThing",
      (_) => _.replaceAll('"id":{"type":"integer"}', '"id":{"type":"string"}'),
      "getThing 200, response body id: package: integer, required; specification: string, required (agreement)"
    ],
    [
      "a parameter added",
      "getThing",
      (_) =>
        _.replace(
          '"parameters":[',
          '"parameters":[{"name":"team","in":"query","required":true,"schema":{"type":"string"}},'
        ),
      "getThing, query team: package: no such parameter; specification: a required parameter (agreement)"
    ],
    [
      "a field no longer null",
      "getThing",
      (_) => _.replace('"nullable":true', '"nullable":false').replaceAll('"note":null', '"note":"x"'),
      "getThing 200, response body note: package: null or string, required; specification: string, required (agreement)"
    ],
    [
      "a field that becomes nullable",
      "getThing",
      (_) => _.replace('"name":{"type":"string"}', '"name":{"type":"string","nullable":true}'),
      "getThing 200, response body name: package: string, required; specification: null or string, required (agreement)"
    ],
    [
      "a field that becomes optional",
      "getThing",
      (_) => _.replace('["id","name","note","tags"]', '["id","note","tags"]'),
      "getThing 200, response body name: package: string, required; specification: string, optional (agreement)"
    ],
    [
      "a removed parameter",
      "listThings",
      (_) => _.replace('"name":"ids[]"', '"name":"id"'),
      "listThings, query ids[]: package: an optional parameter; specification: no such parameter (agreement)"
    ],
    [
      "a parameter in another place",
      "listThings",
      (_) => _.replace('"name":"kind","in":"query"', '"name":"kind","in":"header"'),
      "listThings, query kind: package: a required parameter; specification: it is in header (agreement)"
    ],
    [
      "another array style",
      "listThings",
      (_) => _.replace('"name":"ids[]",', '"name":"ids[]","explode":false,'),
      "listThings, query ids[]: package: a list, as one parameter for each item; specification: style form, explode false (agreement)"
    ],
    [
      "a removed member of an enumeration",
      "listThings",
      (_) => _.replace('["heavy","light"]', '["heavy"]'),
      'listThings, query kind: package: sends "light"; specification: must be equal to one of the allowed values (seed salesbridge) (agreement)'
    ],
    [
      "a shorter limit",
      "createThing",
      (_) => _.replace('"maxLength":63', '"maxLength":3'),
      "createThing, request body name: package: sends"
    ],
    [
      "a new required field",
      "createThing",
      (_) => _.replace('["name","source"]', '["name","source","note"]'),
      "createThing, request body note: package: string, optional; specification: string, required (agreement)"
    ],
    [
      "another method",
      "getThing",
      (_) => _.replace('"get":{"operationId":"getThing"', '"put":{"operationId":"getThing"'),
      "getThing, method: package: GET; specification: PUT (agreement)"
    ],
    [
      "another path",
      "getThing",
      (_) => _.replace('"/things/{id}"', '"/thing/{id}"'),
      "getThing, path: package: /things/{id}; specification: /thing/{id} (agreement)"
    ],
    [
      "another place for the credentials",
      "getThing",
      (_) => _.replace('"in":"query","name":"token"', '"in":"header","name":"token"'),
      "getThing, security: package: query token; specification: header token (agreement)"
    ],
    [
      "a schema without valid values",
      "getThing",
      (_) => _.replace('"id":{"type":"integer"}', '"id":{"type":"integer","enum":["seven"]}'),
      "getThing 200, response body: package: cannot be tested"
    ],
    [
      "optional credentials",
      "getThing",
      (_) => _.replace('"security":[{"token":[]}]', '"security":[{"token":[]},{}]'),
      "getThing, security: package: sends it with every call; specification: optional (agreement)"
    ],
    [
      "an added member of an enumeration",
      "listThings",
      (_) => _.replace('["heavy","light"]', '["heavy","light","odd"]'),
      'listThings, query kind: package: one of "heavy", "light"; specification: one of "heavy", "light", "odd" (agreement)'
    ],
    [
      "a failure that the package reads as a success",
      "createThing",
      (_) => _.replace('"value":{"ok":false}', '"value":{"ok":true}'),
      'createThing 200, response body: package: reads it as a success; specification: its example "failed" is {"ok":true} (agreement)'
    ],
    [
      "a removed header",
      "getThing",
      // The definition below reads the remaining quota from every response.
      (_) => _,
      "getThing 200, response header x-left: package: reads the remaining quota; specification: no such header (agreement)"
    ],
    [
      "another host",
      "getThing",
      (_) => _.replace('"info":', '"servers":[{"url":"https://other.example.com"}],"info":'),
      "getThing, server: package: https://api.example.com; specification: https://other.example.com (agreement)"
    ],
    [
      "a call that may be retried",
      "createThing",
      (_) => _.replace('"operationId":"createThing"', '"operationId":"createThing","x-safety":"idempotent"'),
      "createThing, safety: package: unsafe; specification: idempotent (agreement)"
    ],
    [
      "an error of another category",
      "getThing",
      (_) => _.replace('"404":{', '"404":{"x-category":"Conflict",'),
      "getThing 404, category: package: NotFound; specification: Conflict (agreement)"
    ],
    [
      "an error that means that nothing was done",
      "getThing",
      (_) => _.replace('"404":{', '"404":{"x-not-processed":true,'),
      "getThing 404, meaning: package: something may have been done; specification: nothing was done (agreement)"
    ],
    [
      "a second success with a body",
      "getThing",
      (_) => _.replace(/"200":(\{.*?\}),"404"/, '"200":$1,"202":$1,"404"'),
      "getThing 202, status: package: reads its body as that of 200; specification: another success with a body (agreement)"
    ],
    [
      "a status added",
      "getThing",
      (_) => _.replace('"404":{', '"410":{"description":"Gone."},"404":{'),
      "getThing 410, status: package: no error with this status; specification: declared (agreement)"
    ]
  ])("%s", async (_, operation, drift, message) => {
    expect((await found(operation, drift)).join("\n")).toContain(message)
  })
})

describe("an input that needs one of several fields", () => {
  const { post } = Operation.declare(definition, Acme)
  const text = Schema.optionalKey(Schema.String)
  const findThing = post("/things/find", {
    id: "findThing",
    source: "Find a thing",
    body: { name: text, code: text },
    check: ({ code, name }) =>
      code === undefined && name === undefined
        ? [{ path: "name", problem: "Missing key, unless there is `code`" }]
        : [],
    example: { name: "Anvil" },
    success: Schema.Struct({ id: Schema.Int.annotate({ examples: [7] }) }),
    safety: "safe"
  })
  const found = async (longest: object) => {
    const by = (name: string, limit: object) => ({
      type: "object",
      required: [name],
      properties: { [name]: { type: "string", ...limit } }
    })
    const body = { anyOf: [by("name", {}), by("code", longest)] }
    const success = { type: "object", required: ["id"], properties: { id: { type: "integer" } } }
    const operation = {
      operationId: "findThing",
      "x-safety": "safe",
      requestBody: { required: true, content: { "application/json": { schema: body } } },
      responses: { "200": { description: "The thing.", content: { "application/json": { schema: success } } } }
    }
    const options = {
      definition,
      spec: OpenApi.of({ ...spec, paths: { "/things/find": { post: operation } } }),
      seed: "salesbridge"
    }
    return (await Agreement.check([findThing], options)).map(Disagreement.format)
  }

  it("is compared as its check lets it be sent", async () => {
    expect(await found({})).toEqual([])
  })

  it("differs where the specification refuses what the check lets through", async () => {
    expect(await found({ maxLength: 1 })).toEqual([expect.stringContaining("findThing, request body")])
  })
})
