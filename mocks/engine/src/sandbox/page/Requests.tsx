/** The requests that the sandbox received, and its answers. */
import type { Details } from "@salesbridge/page/Dialogs.tsx"
import { Body } from "@salesbridge/page/Json.tsx"
import { Pairs } from "@salesbridge/page/Pairs.tsx"
import { type Cell, Table } from "@salesbridge/page/Table.tsx"
import { count, plural } from "@salesbridge/page/words.ts"
import { useEffect, useRef, useState } from "preact/hooks"
import type { Entry } from "../RequestLog.ts"
import type { SandboxView } from "./useSandbox.ts"

interface RequestsProps {
  readonly sandbox: SandboxView
  readonly onOpen: (details: Details) => void
}

const columns = [
  { title: "Time", look: "wide" },
  { title: "Method" },
  { title: "Path" },
  { title: "Operation", look: "wide" },
  { title: "Status" },
  { title: "Took", look: "wide number" },
  { title: "Why" }
]
const mostRows = 200

const statuses = [
  ["", "Every status"],
  ["2", "2xx"],
  ["3", "3xx"],
  ["4", "4xx"],
  ["5", "5xx"],
  ["0", "dropped"],
  ["fault", "met a fault"]
] as const

const fits = (entry: Entry, status: string, text: string): boolean => {
  const { fault, method, operation = "", requestBody, responseBody, url } = entry
  if (status === "fault" ? fault === undefined : status !== "" && Math.floor(entry.status / 100) !== Number(status))
    return false
  return `${method} ${url} ${operation} ${requestBody} ${responseBody}`.toLowerCase().includes(text.toLowerCase())
}

const took = (ms: number) => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`
const lookOf = (status: number) => (status === 0 || status >= 500 ? "bad" : status >= 400 ? "warn" : "good")
const why = ({ fault, limit }: Entry) =>
  limit === undefined ? (fault === undefined ? "" : `⚡ ${fault}`) : `over ${limit}`

/** How many requests the table shows, in words. */
const shownOf = (found: number, all: number) => {
  if (found > mostRows) return `${mostRows} of ${count(found)}`
  return found < all ? `${count(found)} of ${count(all)}` : plural(all, "request")
}

const cellsOf = (entry: Entry): ReadonlyArray<Cell> => [
  new Date(entry.at).toISOString().slice(11, 23),
  entry.method,
  entry.url,
  entry.operation ?? "unknown",
  [entry.status === 0 ? "dropped" : String(entry.status), lookOf(entry.status)],
  took(entry.took),
  [why(entry), "struck"]
]

export const Requests = ({ onOpen, sandbox: { about, change, entries } }: RequestsProps) => {
  const [paused, setPaused] = useState<ReadonlyArray<Entry>>()
  const [text, setText] = useState("")
  const [status, setStatus] = useState("")
  /** The newest request that was visible. */
  const seen = useRef(Infinity)
  useEffect(() => {
    if (about !== undefined) seen.current = entries[0]?.id ?? 0
  })
  const oldest = entries.at(-1)?.id ?? Infinity
  const all = paused?.filter(({ id }) => id >= oldest) ?? entries
  const found = all.filter((entry) => fits(entry, status, text))
  const behind = paused === undefined ? 0 : entries.filter(({ id }) => id > (paused[0]?.id ?? 0)).length
  const shown = shownOf(found.length, all.length)
  return (
    <>
      <div class="bar">
        <input
          type="search"
          aria-label="Filter requests"
          placeholder="Filter"
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <select aria-label="Status" onChange={({ currentTarget }) => setStatus(currentTarget.value)}>
          {statuses.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
        <button
          aria-pressed={paused !== undefined}
          onClick={() => setPaused(paused === undefined ? entries : undefined)}
        >
          Pause
        </button>
        <button onClick={() => change("DELETE", "log", undefined, "The log is empty.")}>Clear</button>
        <span class="count">{behind > 0 ? `${shown}, ${count(behind)} new` : shown}</span>
      </div>
      <Table
        label="Requests, newest first"
        columns={columns}
        rows={found.slice(0, mostRows)}
        keyOf={({ id }) => id}
        opener={2}
        cellsOf={cellsOf}
        nameOf={({ method, status, url }) => `Open ${method} ${url}, ${status || "dropped"}`}
        onOpen={(entry) => onOpen({ title: `${entry.method} ${entry.url}`, content: <Request {...entry} /> })}
        isNew={({ id }) => id > seen.current}
        empty={
          all.length > 0 ? "No request matches." : "No request yet. Send one to this address, and it appears here."
        }
      />
    </>
  )
}

const Request = (entry: Entry) => (
  <>
    <Pairs
      of={[
        ["Status", entry.status === 0 ? "the connection was dropped" : entry.status],
        ["Operation", entry.operation ?? "not in the specification"],
        ["Time", new Date(entry.at).toISOString()],
        ["Took", took(entry.took)],
        ...(entry.fault === undefined ? [] : [["Fault", `number ${entry.fault}`] as const]),
        ...(entry.limit === undefined ? [] : [["Limit", `beyond ${entry.limit}`] as const])
      ]}
    />
    <h3>Request headers, credentials hidden</h3>
    <Headers of={entry.requestHeaders} />
    <h3>Request body</h3>
    <Body body={entry.requestBody} />
    <h3>Response headers</h3>
    <Headers of={entry.responseHeaders} />
    <h3>{entry.status === 0 ? "Response body, never sent" : "Response body"}</h3>
    <Body body={entry.responseBody} />
  </>
)

export const Headers = ({ of = {} }: { readonly of: Readonly<Record<string, string>> | undefined }) =>
  Object.keys(of).length === 0 ? <p class="quiet">no headers</p> : <Pairs of={Object.entries(of)} />
