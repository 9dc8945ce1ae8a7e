import { afterEach, expect, it, vi } from "vitest"
import { check } from "./Contract.ts"
import type { Contract } from "./VendorContract.ts"

afterEach(() => vi.restoreAllMocks())

it("names the required version of Node on an older one", () => {
  vi.spyOn(process, "versions", "get").mockReturnValue({ ...process.versions, node: "20.20.2" })
  expect(() => check({} as Contract)).toThrow("@salesbridge/contract-kit needs Node 22 or newer; this is v")
})
