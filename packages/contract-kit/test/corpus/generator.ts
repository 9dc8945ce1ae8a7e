/**
 * How `vendor:new` handles documents of the corpus that it does not fully support. The texts are parts of its output.
 */
import type { Verdict } from "./verdict.ts"

const without = (what: string): Verdict => ({ ignored: `the package does without ${what}` })
const unread = (type: string): Verdict => without(`the body of its answer, ${type}`)
const leaveOut: Verdict = { refused: "Leave it out: --without" }
const ids: Verdict = { refused: "make all of them: --ids path" }
const noStatus: Verdict = { ignored: "the package knows them as UnexpectedStatus until their statuses are declared" }
const wrongExamples: Verdict = { ignored: "Examples that contradict their schemas were removed, or replaced" }

export const generator: Readonly<Record<string, Verdict>> = {
  callbacks: without("the callback finished"),
  "cookie-parameter": without("the cookie session"),
  "cookie-parameter-required": leaveOut,
  "duplicate-operation-ids": ids,
  "extensions-in-capitals": { ignored: "as extensions are called" },
  "form-urlencoded": leaveOut,
  "head-and-options": { refused: "only HEAD and OPTIONS under `paths`" },
  "json-or-form": { ignored: "JSON is kept, and other content types are left out" },
  links: without("the link self"),
  multipart: leaveOut,
  "multiple-of": wrongExamples,
  "no-operation-id": ids,
  "octet-stream": unread("application/octet-stream"),
  "odd-operation-id": { ignored: "is thingsIdGetOne" },
  "pattern-unicode": wrongExamples,
  "proto-field": { refused: "Remove it from the file" },
  "ref-anywhere": { ignored: "as nothing refers to it" },
  "security-alternatives": { ignored: "Of several ways to identify a call, these are left out" },
  "security-cookie": leaveOut,
  "server-none": { refused: "Give its address: --base-url" },
  "server-path": { ignored: "of the server's address stands before every path" },
  "server-per-operation": leaveOut,
  "server-per-path": leaveOut,
  "server-variables": { ignored: "of the server's address stands before every path" },
  "status-default": noStatus,
  "status-range": noStatus,
  "text-csv": unread("text/csv"),
  "text-plain": unread("text/plain"),
  tuple: { ignored: "Lists without `items` may hold anything" },
  webhooks: { ignored: "Webhooks are left out" },
  "wrong-example": wrongExamples
}
