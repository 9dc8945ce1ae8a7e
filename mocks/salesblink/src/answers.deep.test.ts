/** The specification as a mock serves it: every documented response, by its status and its example's name. */
import { givesEveryAnswer } from "@salesbridge/mock-engine/testing/prism"
import { target } from "../test/caller.ts"

givesEveryAnswer(target.spec)
