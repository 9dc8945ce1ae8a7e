/**
 * How `vendor:new` handles documents of the corpus that it does not fully support. The texts are parts of its output.
 */
import type { Verdict } from "./verdict.ts"

const without = (what: string): Verdict => ({ ignored: `the package ignores ${what}` })
const unread = (type: string): Verdict => without(`the ${type} response body`)
const leaveOut: Verdict = { refused: "Leave the operation out: --without" }
const ids: Verdict = { refused: "make all ids from the paths: --ids path" }
const noStatus: Verdict = { ignored: "the package reports them as UnexpectedStatus until you declare their statuses" }
const rejectedExamples: Verdict = { ignored: "Examples that the linter rejects were removed, or replaced" }

export const generator: Readonly<Record<string, Verdict>> = {
  callbacks: without("the callback finished"),
  "cookie-parameter": without("the cookie session"),
  "cookie-parameter-required": leaveOut,
  "duplicate-operation-ids": ids,
  "extensions-in-capitals": { ignored: "X-Required-Permissions becomes x-required-permissions" },
  "form-urlencoded": leaveOut,
  "head-and-options": { refused: "only HEAD and OPTIONS under `paths`" },
  "json-or-form": { ignored: "JSON is kept, and other content types are left out" },
  links: without("the link self"),
  multipart: leaveOut,
  "multiple-of": rejectedExamples,
  "no-operation-id": ids,
  "octet-stream": unread("application/octet-stream"),
  "odd-operation-id": { ignored: "The operationId things/{id} : Get one becomes thingsIdGetOne" },
  "pattern-unicode": rejectedExamples,
  "pattern-unknown": { refused: "Mend it in the file" },
  "proto-field": { refused: "Remove it from the file" },
  "ref-anywhere": { ignored: "Unused components are left out" },
  "security-alternatives": { ignored: "Each call uses one of its alternative security schemes" },
  "security-cookie": leaveOut,
  "server-none": { refused: "Give the vendor's address: --base-url" },
  "server-path": { ignored: "The path of the server's address is put before every path" },
  "server-per-operation": leaveOut,
  "server-per-path": leaveOut,
  "server-variables": { ignored: "The path of the server's address is put before every path" },
  "status-default": noStatus,
  "status-range": noStatus,
  "text-csv": unread("text/csv"),
  "text-plain": unread("text/plain"),
  tuple: { ignored: "Lists without `items` may hold anything" },
  webhooks: { ignored: "Webhooks are left out" },
  "wrong-example": rejectedExamples
}
