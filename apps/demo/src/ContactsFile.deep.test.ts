/** Long files take linear time, also if every row is broken. */
import { expect, it } from "vitest"
import { told } from "../test/contacts.ts"

// Quadratic time would take minutes here instead of a second, so no machine is too slow for this test.
it.each(['a"b,c', 'x,"open', '"', 'x,""', '"a""', "x@example.com", ""])(
  "takes linear time for 100,000 rows that are %s",
  async (row) => expect((await told(`Email,Name\n${`${row}\n`.repeat(100_000)}`)).length).toBeLessThanOrEqual(100_000),
  60_000
)
