/** Many random calls, some of each operation successful. Prism checks a part of them. */
import { keepsItsSpecification } from "@salesbridge/mock-engine/testing"
import { target } from "../test/caller.ts"

const calls = Number(process.env["VALIDITY_CALLS"] ?? 5000)
keepsItsSpecification(target, { calls, witness: "engine", everySucceeds: true })
keepsItsSpecification(target, { calls: calls / 10, witness: "prism", everySucceeds: false })
