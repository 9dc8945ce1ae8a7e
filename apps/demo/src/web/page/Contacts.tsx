/** Contacts by vendor: the result of each so far, and the details of one. */
import type { Details } from "@salesbridge/page/Dialogs.tsx"
import { Pairs } from "@salesbridge/page/Pairs.tsx"
import { type Cell as TableCell, Table } from "@salesbridge/page/Table.tsx"
import { count } from "@salesbridge/page/words.ts"
import { useState } from "preact/hooks"
import type { Line } from "../../Roster.ts"
import type { Cell, Kind } from "../../Row.ts"
import type { Phase } from "../JobControl.ts"
import type { Overview } from "../JobView.ts"
import type { Show } from "../search.ts"
import { Pager } from "./Pager.tsx"
import { useFound } from "./useFound.ts"

interface ContactsProps {
  readonly overview: Overview
  readonly onOpen: (details: Details) => void
}

const filters = [
  ["all", "All"],
  ["open", "Open"],
  ["failed", "Failed"],
  ["unsubscribed", "Unsubscribed"],
  ["skipped", "Skipped"]
] as const satisfies ReadonlyArray<readonly [Show, string]>

const looks: Partial<Record<Kind, string>> = {
  delivered: "good",
  failed: "bad",
  "not tried": "bad",
  suppressed: "held",
  lacking: "warn",
  there: "quiet",
  source: "quiet",
  "not there": "quiet"
}

/** The result of a contact at a vendor, or what is about to happen. `into`: the destination there. */
const cellOf = (line: Line, vendor: string, into: string | undefined, phase: Phase): TableCell => {
  const cell = line.cells[vendor]
  if (cell !== undefined) return [cell.text, looks[cell.kind] ?? ""]
  if (line.skip !== undefined) return ""
  if (line.listed === undefined && into === undefined) return ["–", "quiet"]
  const isOver = ["unread", "done", "stopped"].includes(phase)
  return [isOver ? "" : line.listed === undefined ? "to do" : "suppress", "quiet"]
}

export const Contacts = ({ onOpen, overview }: ContactsProps) => {
  const { counts, status } = overview
  const [show, setShow] = useState<Show>("all")
  const { items, matched, portion, want } = useFound<Line>("lines", overview)
  return (
    <>
      <div class="bar">
        <div class="chips" role="group" aria-label="Which contacts">
          {filters.map(([filter, words]) => (
            <button
              key={filter}
              aria-pressed={show === filter}
              onClick={() => {
                setShow(filter)
                want({ show: filter })
              }}
            >
              {words} <b>{count(counts[filter])}</b>
            </button>
          ))}
        </div>
        <input
          type="search"
          aria-label="Search contacts"
          placeholder="Search"
          onInput={({ currentTarget }) => want({ search: currentTarget.value })}
        />
      </div>
      <Table<Line>
        label="Contacts by vendors"
        columns={[
          { title: "From", look: "wide" },
          { title: "Contact", look: "who" },
          ...status.vendors.map(({ name }) => ({ title: name }))
        ]}
        rows={items}
        keyOf={({ line }) => line}
        opener={1}
        cellsOf={(line) => [
          line.where,
          line.who,
          ...status.vendors.map(({ into, vendor }, index): TableCell =>
            line.skip !== undefined && index === 0 ? [line.skip, "warn"] : cellOf(line, vendor, into, status.phase)
          )
        ]}
        nameOf={({ who }) => `Open ${who}`}
        onOpen={(line) => onOpen({ title: line.who, content: <Contact line={line} vendors={status.vendors} /> })}
        empty={counts.all === 0 ? "Choose a file of contacts, and see what would happen." : "No contact matches."}
      />
      <Pager matched={matched} portion={portion} onTurn={(portion) => want({ portion })} />
    </>
  )
}

interface ContactProps {
  readonly line: Line
  readonly vendors: Overview["status"]["vendors"]
}

const Contact = ({ line: { cells, detail, listed, skip, where }, vendors }: ContactProps) => (
  <>
    <Pairs
      of={[
        ["From", where],
        ...(skip === undefined ? [] : [["Skipped", `${skip}: ${detail}`] as const]),
        ...(listed === undefined ? [] : [["Unsubscribed", listed] as const])
      ]}
    />
    {skip === undefined
      ? vendors.map(({ into, name, vendor }) =>
          into === undefined && cells[vendor] === undefined ? null : (
            <AtVendor key={vendor} name={name} cell={cells[vendor]} />
          )
        )
      : null}
  </>
)

const AtVendor = ({ cell, name }: { readonly name: string; readonly cell: Cell | undefined }) => {
  const { detail, kind, refusal, text } = cell ?? { text: "nothing yet" }
  return (
    <>
      <h3>{name}</h3>
      <Pairs
        of={[
          ["Outcome", text],
          ...(detail === undefined ? [] : [["Detail", detail] as const]),
          ...(refusal === undefined
            ? []
            : ([
                ["Answer", refusal.status ?? "none"],
                ["Operation", refusal.operation],
                ["Error class", refusal.error],
                ["Category", refusal.category],
                ["Reason", refusal.reason]
              ] as const))
        ]}
      />
      {kind === "failed" ? <p class="quiet">It is tried again with what failed.</p> : null}
    </>
  )
}
