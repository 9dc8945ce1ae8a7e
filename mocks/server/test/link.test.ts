import { expect, it } from "vitest"
import { dependent, referring } from "./link.ts"

it("declares a vendor with types of its own, once", () => {
  const manifest = { name: "server", devDependencies: { effect: "4.1.0", "@salesbridge/mock-zebra": "0.0.0" } }
  const linked = dependent(manifest, ["zebra", "acme"])
  const sorted = ["@salesbridge/mock-acme", "@salesbridge/mock-zebra", "effect"]
  expect(Object.keys(linked.devDependencies)).toEqual(sorted)
  expect(dependent(linked, ["acme", "zebra"])).toEqual(linked)

  const project = { extends: "base", references: [{ path: "../engine" }, { path: "../zebra" }] }
  const known = [{ path: "../engine" }, { path: "../zebra" }, { path: "../acme" }]
  expect(referring(project, ["acme", "zebra"]).references).toEqual(known)
})
