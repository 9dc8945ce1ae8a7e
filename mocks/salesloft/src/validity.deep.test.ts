/** Many random calls, of each operation some that succeed. */
import { keepsItsSpecification } from "@salesbridge/mock-engine/testing"
import { target } from "../test/caller.ts"

keepsItsSpecification(target, {
  calls: Number(process.env["VALIDITY_CALLS"] ?? 10_000),
  witness: "prism",
  everySucceeds: true
})
