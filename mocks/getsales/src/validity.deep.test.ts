/** Many random calls, of each operation some that succeed; of a part of them Prism is the witness. */
import { keepsItsSpecification } from "@salesbridge/mock-engine/testing"
import { target } from "../test/caller.ts"

const calls = Number(process.env["VALIDITY_CALLS"] ?? 10_000)
keepsItsSpecification(target, { calls, witness: "engine", everySucceeds: true })
keepsItsSpecification(target, { calls: calls / 10, witness: "prism", everySucceeds: false })
