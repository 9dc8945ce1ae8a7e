/** A scrolling table whose rows can be opened. Focus and scroll position stay while rows come and go. */
import { useLayoutEffect, useRef, useState } from "preact/hooks"
import { useKeptFocus } from "./useKeptFocus.ts"

/** The text of a cell, and its class in the style sheet. */
export type Cell = string | readonly [text: string, look: string]

export interface Column {
  readonly title: string
  /** `wide` is hidden on a narrow screen, `number` is aligned to the right. */
  readonly look?: string
}

interface TableProps<Row> {
  readonly label: string
  readonly columns: ReadonlyArray<Column>
  readonly rows: ReadonlyArray<Row>
  readonly keyOf: (row: Row, index: number) => string | number
  readonly cellsOf: (row: Row) => ReadonlyArray<Cell>
  /** The column whose cell is a button that opens the row, for the keyboard. A click anywhere in the row opens it too. */
  readonly opener?: number
  /** The accessible name of that button. */
  readonly nameOf: (row: Row) => string
  readonly onOpen: (row: Row) => void
  readonly isNew?: (row: Row) => boolean
  /** Shown if the table has no rows. */
  readonly empty: string
}

export const Table = <Row,>(props: TableProps<Row>) => {
  const { columns, empty, isNew, keyOf, label, rows } = props
  const scroller = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLTableSectionElement>(null)
  useKeptFocus(body, scroller)
  useKeptPlace(scroller)
  return (
    <div class="scroller" role="region" aria-label={label} tabIndex={0} ref={scroller}>
      <table aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ look, title }) => (
              <th key={title} scope="col" class={look}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row, index) => (
            <TableRow key={keyOf(row, index)} {...props} row={row} isNew={isNew?.(row) ?? false} />
          ))}
        </tbody>
      </table>
      <p class="empty" hidden={rows.length > 0}>
        {empty}
      </p>
    </div>
  )
}

interface TableRowProps<Row> extends Omit<TableProps<Row>, "isNew"> {
  readonly row: Row
  readonly isNew: boolean
}

const TableRow = <Row,>({ cellsOf, columns, isNew, nameOf, onOpen, opener = 0, row }: TableRowProps<Row>) => {
  const [lit, setLit] = useState(isNew)
  return (
    <tr class={lit ? "new" : undefined} onAnimationEnd={() => setLit(false)} onClick={() => onOpen(row)}>
      {cellsOf(row).map((cell, index) => {
        const [text, look = ""] = typeof cell === "string" ? [cell] : cell
        return (
          <td key={columns[index]!.title} class={`${columns[index]!.look ?? ""} ${look}`} title={text}>
            {index === opener ? (
              <button type="button" aria-label={nameOf(row)}>
                {text}
              </button>
            ) : (
              text
            )}
          </td>
        )
      })}
    </tr>
  )
}

/** Keeps the rows on screen in place while new rows come in above them. */
const useKeptPlace = (scroller: { readonly current: HTMLElement | null }) => {
  const before = scroller.current?.scrollHeight ?? 0
  useLayoutEffect(() => {
    const element = scroller.current!
    if (element.scrollTop > 0) element.scrollTop += element.scrollHeight - before
  })
}
