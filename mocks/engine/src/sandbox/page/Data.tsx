/** The state as tables: one table, with a search. */
import type { Details } from "@salesbridge/page/Dialogs.tsx"
import { ask } from "@salesbridge/page/ask.ts"
import { Json } from "@salesbridge/page/Json.tsx"
import { Table } from "@salesbridge/page/Table.tsx"
import { moved } from "@salesbridge/page/Tabs.tsx"
import { count } from "@salesbridge/page/words.ts"
import { Fragment } from "preact"
import { useEffect, useRef, useState } from "preact/hooks"
import type { Overview } from "../control/routes.ts"
import type { Found } from "../control/tables.ts"
import { cellOf, columnsOf, keysOf, type StateRow } from "./columns.ts"
import type { SandboxView } from "./useSandbox.ts"

interface DataProps {
  readonly sandbox: SandboxView
  readonly table: string | undefined
  readonly onChoose: (table: string) => void
  readonly onOpen: (details: Details) => void
}

const nothing = { table: "", list: true, count: 0, matched: 0, rows: [], columns: [] as ReadonlyArray<string> }

const countOf = ({ count: all, matched, rows }: Found): string => {
  const isCut = rows.length < matched
  const of = matched < all ? ` of ${count(all)}` : ""
  const found = `${count(matched)}${of} ${all === 1 ? "row" : "rows"}`
  return isCut ? `The last ${count(rows.length)} of ${found}; search finds the others` : found
}

export const Data = ({ onChoose, onOpen, sandbox: { overview }, table }: DataProps) => {
  const [search, setSearch] = useState("")
  const [found, setFound] = useState(nothing)
  const columnsBefore = useRef(new Map<string, ReadonlyArray<string>>())
  useEffect(() => {
    if (table === undefined) return undefined
    let isLate = false
    const query = new URLSearchParams({ search, limit: "200" })
    ask<Found>("GET", `tables/${encodeURIComponent(table)}?${query}`).then(
      (answer) => {
        if (isLate) return
        const columns = columnsOf(answer, columnsBefore.current.get(table))
        columnsBefore.current.set(table, columns)
        setFound({ ...answer, table, rows: answer.rows as never, columns })
      },
      // The sandbox has stopped; the live connection shows that.
      () => undefined
    )
    return () => {
      isLate = true
    }
  }, [overview, table, search])

  const { columns } = found
  const keys = keysOf(found)
  const nameOf = (row: StateRow) => (columns[0] && cellOf(row, columns[0])) || row[0]
  return (
    <>
      <Tables tables={overview.tables} chosen={table} onChoose={onChoose} />
      <div class="bar">
        <input
          type="search"
          aria-label="Search this collection"
          placeholder="Search"
          onInput={({ currentTarget }) => setSearch(currentTarget.value)}
        />
        <span class="count" role="status">
          {countOf(found)}
        </span>
      </div>
      <Table<StateRow>
        key={JSON.stringify([found.table, columns])}
        label="Rows"
        columns={columns.map((column) => ({ title: column.replace("#", "") }))}
        rows={found.rows}
        keyOf={(_, index) => keys[index]!}
        cellsOf={(row) => columns.map((column) => cellOf(row, column))}
        nameOf={(row) => `Open ${nameOf(row)}`}
        onOpen={(row) => onOpen({ title: `${found.table} ${nameOf(row)}`, content: <Json value={row[1]} /> })}
        empty="No rows."
      />
    </>
  )
}

interface TablesProps {
  readonly tables: Overview["tables"]
  readonly chosen: string | undefined
  readonly onChoose: (table: string) => void
}

/** All tabs are one tab stop; arrow keys move between them. */
const Tables = ({ chosen, onChoose, tables }: TablesProps) => (
  <div class="chips" role="group" aria-label="Collections">
    {tables.map(({ count: size, group, name }, index) => (
      <Fragment key={name}>
        {group === tables[index - 1]?.group ? null : <span class="group">{group}</span>}
        <button
          aria-pressed={name === chosen}
          tabIndex={name === chosen ? 0 : -1}
          onClick={() => onChoose(name)}
          onKeyDown={({ currentTarget, key }) => {
            const to = moved(key, index, tables.length)
            if (to === undefined) return
            onChoose(tables[to]!.name)
            currentTarget.parentElement!.querySelectorAll("button")[to]!.focus()
          }}
        >
          {name} <b>{count(size)}</b>
        </button>
      </Fragment>
    ))}
  </div>
)
