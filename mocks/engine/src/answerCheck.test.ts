/** Proves that the check of random calls notices wrong answers. */
import { expect, it } from "vitest"
import { answerCheck } from "../test/answerCheck.ts"
import { shop } from "../test/Shop.ts"
import * as Specification from "./sandbox/Specification.ts"

const specification = Specification.read(shop.spec)
const check = answerCheck(specification)
const operation = (id: string) => specification.operations.find((_) => _.id === id)!

it.each([
  ["listOrders", 200, `[{"id":1,"item":"tea","note":null}]`, undefined],
  ["getOrder", 404, "", undefined],
  ["getOrder", 404, "{}", "a body is not declared"],
  ["getOrder", 410, "", "410 is not declared"],
  ["listOrders", 200, `[{"id":"1","item":"tea"}]`, expect.stringContaining("must be integer")],
  ["listOrders", 200, `[{"id":1}]`, expect.stringContaining("'item'")]
])("%s, %d: %s", (id, status, text, wrong) => expect(check(operation(id), status, text)).toEqual(wrong))
