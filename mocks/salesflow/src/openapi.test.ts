/** The specification as a mock serves it, and as the sandbox keeps it. */
import { givesEveryAnswer, keepsItsSpecification } from "@salesbridge/mock-engine/testing"
import { target } from "../test/caller.ts"

givesEveryAnswer(target.spec)
keepsItsSpecification(target, { calls: 500, everySucceeds: false })
