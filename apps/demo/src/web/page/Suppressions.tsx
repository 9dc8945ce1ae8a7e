/** The ledger of people who must not be contacted. */
import type { Details } from "@salesbridge/page/Dialogs.tsx"
import { Pairs } from "@salesbridge/page/Pairs.tsx"
import { Table } from "@salesbridge/page/Table.tsx"
import type { Entry } from "../../durable/Ledger.ts"
import type { Overview } from "../JobView.ts"
import { Pager } from "./Pager.tsx"
import { useFound } from "./useFound.ts"

interface SuppressionsProps {
  readonly overview: Overview
  readonly onOpen: (details: Details) => void
}

const columns = [{ title: "Address" }, { title: "Source" }, { title: "Since", look: "wide" }, { title: "Told" }]
const told = ({ told }: Entry) => (told.length === 0 ? "nobody" : told.join(", "))

export const Suppressions = ({ onOpen, overview }: SuppressionsProps) => {
  const { items, matched, portion, want } = useFound<Entry>("suppressions", overview)
  return (
    <>
      <div class="bar">
        <input
          type="search"
          aria-label="Search the ledger"
          placeholder="Search"
          onInput={({ currentTarget }) => want({ search: currentTarget.value })}
        />
      </div>
      <Table<Entry>
        label="People who must not be contacted"
        columns={columns}
        rows={items}
        keyOf={({ address, source }) => `${address} ${source}`}
        cellsOf={(entry) => [entry.address, entry.source, entry.since, told(entry)]}
        nameOf={({ address }) => `Open ${address}`}
        onOpen={(entry) =>
          onOpen({
            title: entry.address,
            content: (
              <Pairs
                of={[
                  ["Source", entry.source],
                  ["Since", entry.since],
                  ["Told", told(entry)]
                ]}
              />
            )
          })
        }
        empty="Nobody so far."
      />
      <Pager matched={matched} portion={portion} onTurn={(portion) => want({ portion })} />
    </>
  )
}
