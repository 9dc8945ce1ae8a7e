import { assert, expectTypeOf, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { Acme, definition } from "../test/Acme.ts"
import * as Catalog from "./Catalog.ts"
import * as Operation from "./Declare.ts"

const { get, post } = Operation.declare(definition, Acme)

const update = post("/widgets/1", { id: "updateWidget", source: "Update", success: Schema.Void })
// Modules list their exports by name.
const widgets = {
  list: get("/widgets", { id: "listWidgets", source: "List", success: Schema.Void }),
  update,
  Widget: Schema.Struct({}),
  stream: () => undefined
}
const gadgets = { list: get("/gadgets", { id: "listGadgets", source: "List", success: Schema.Void }) }
const ids = (operations: ReadonlyArray<{ readonly id: string }>) => operations.map(({ id }) => id)

it("has the operations of a resource in the order of their declaration, and the resources by name or in the given order", () => {
  const resources = { Widgets: widgets, Gadgets: gadgets }
  expectTypeOf<Catalog.IdOf<typeof resources>>().toEqualTypeOf<"listGadgets" | "updateWidget" | "listWidgets">()
  assert.deepStrictEqual(ids(Catalog.make(resources)), ["listGadgets", "updateWidget", "listWidgets"])
  assert.deepStrictEqual(ids(Catalog.make(resources, ["Widgets"])), ["updateWidget", "listWidgets", "listGadgets"])
})

it("has an operation that two modules export only once", () => {
  assert.deepStrictEqual(ids(Catalog.make({ Gadgets: gadgets, Things: gadgets })), ["listGadgets"])
})
