import { expect, expectTypeOf, it } from "vitest"
import { vendorNames } from "../../test/vendorNames.ts"
import { readFileSync } from "node:fs"
import { startSandbox } from "./index.ts"

const words = (text: string) => text.match(/\w+/g)

it("the types have exactly the names of the sandboxes (`npm run names -w mocks/server` updates them)", async () => {
  const written = readFileSync(new URL("VendorNames.ts", import.meta.url), "utf8")
  expect(words(written)).toEqual(words(await vendorNames()))
})

it("the compiler accepts only a vendor's operations and events", async () => {
  await using sandbox = await startSandbox("salesloft", {
    faults: [{ operation: "listPeople", status: 429, count: 1 }]
  })
  expectTypeOf(sandbox.fault).parameter(0).toHaveProperty("operation").not.toEqualTypeOf<string | undefined>()
  sandbox.fault({ operation: "createPerson", drop: true })
  // @ts-expect-error Salesloft has no such operation.
  expect(() => sandbox.fault({ operation: "createPersons", drop: true })).toThrow(/createPersons/)
  // @ts-expect-error Nor can this event be triggered.
  await expect(sandbox.trigger("emailRepliedTo", { person_id: 1 })).rejects.toThrow(/emailRepliedTo/)
  // @ts-expect-error Nor with such a payload.
  await expect(sandbox.trigger("emailReplied", { person: 1 })).rejects.toThrow(/There is no/)
})

it("the compiler knows the tables of a vendor's sandbox", async () => {
  await using sandbox = await startSandbox("salesloft")
  const { people } = sandbox.state()
  expectTypeOf(people[0]!.email_address).toEqualTypeOf<string | null | undefined>()
  expect(people[0]!.id).toBeTypeOf("number")
  // @ts-expect-error Salesloft has no such table.
  expect(sandbox.state().persons).toBeUndefined()
  // @ts-expect-error Nor has a person such a field.
  expect(people[0]!.email).toBeUndefined()
  await using salesflow = await startSandbox("salesflow")
  expectTypeOf(Object.values(salesflow.state().members)[0]!.FirstName).toEqualTypeOf<string>()
})

it("your own sandbox accepts any name", async () => {
  const vendor: string = "salesflow"
  await using sandbox = await startSandbox(vendor)
  expect(() => sandbox.fault({ operation: "anything" })).toThrow(/anything/)
  expect(sandbox.state().anything).toBeUndefined()
})
