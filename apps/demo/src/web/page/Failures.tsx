/** The vendors' refusals, each kind once, with what its type says and what the job did. */
import { ask } from "@salesbridge/page/ask.ts"
import type { Details } from "@salesbridge/page/Dialogs.tsx"
import { Pairs } from "@salesbridge/page/Pairs.tsx"
import { Table } from "@salesbridge/page/Table.tsx"
import { count } from "@salesbridge/page/words.ts"
import { useEffect, useState } from "preact/hooks"
import type { Failure } from "../JobControl.ts"
import type { Overview } from "../JobView.ts"

interface FailuresProps {
  readonly overview: Overview
  readonly onOpen: (details: Details) => void
}

const columns = [
  { title: "Answer" },
  { title: "Vendor" },
  { title: "Operation", look: "wide" },
  { title: "Error class" },
  { title: "Category", look: "wide" },
  { title: "Times", look: "number" },
  { title: "What the job did", look: "wide" }
]

export const Failures = ({ onOpen, overview }: FailuresProps) => {
  const [failures, setFailures] = useState<ReadonlyArray<Failure>>([])
  useEffect(() => {
    // The server is away or stopped, which the live connection shows.
    ask<ReadonlyArray<Failure>>("GET", "failures").then(setFailures, () => undefined)
  }, [overview])
  return (
    <Table
      label="What the vendors refused"
      columns={columns}
      rows={failures}
      keyOf={(_, index) => index}
      opener={3}
      cellsOf={({ category, done, error, operation, status, times, vendor }) => [
        [String(status ?? "none"), "bad"],
        vendor,
        operation,
        error,
        category,
        count(times),
        done
      ]}
      nameOf={({ error, operation, vendor }) => `Open ${error} of ${vendor} ${operation}`}
      onOpen={(failure) =>
        onOpen({ title: `${failure.error}, ${failure.vendor}`, content: <OneFailure {...failure} /> })
      }
      empty="Nothing was refused so far."
    />
  )
}

const OneFailure = ({ about, done, others, ...failure }: Failure) => (
  <>
    <Pairs
      of={[
        ["Answer", failure.status ?? "none"],
        ["Operation", `${failure.vendor} ${failure.operation}`],
        ["Error class", failure.error],
        ["Category", failure.category],
        ["Reason", failure.reason],
        ["So the job", done],
        ["Times", count(failure.times)]
      ]}
    />
    {about.length === 0 ? null : (
      <>
        <h3>About</h3>
        <ul>
          {about.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
        {others === 0 ? null : <p class="quiet">and {count(others)} more</p>}
      </>
    )}
  </>
)
