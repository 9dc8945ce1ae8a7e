/** Many random calls to a derived sandbox. No answer may break the specification. */
import { fileURLToPath } from "node:url"
import { keepsItsSpecification } from "../../test/testing.ts"

const spec = fileURLToPath(new URL("../../test/Crm.yaml", import.meta.url))
keepsItsSpecification(
  { vendor: "crm", spec },
  { calls: Number(process.env["VALIDITY_CALLS"] ?? 1000), witness: "prism", everySucceeds: true }
)
