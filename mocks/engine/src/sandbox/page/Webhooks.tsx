/** The webhooks that the sandbox has sent or will send. */
import type { Details } from "@salesbridge/page/Dialogs.tsx"
import { Body } from "@salesbridge/page/Json.tsx"
import { Pairs } from "@salesbridge/page/Pairs.tsx"
import { Table } from "@salesbridge/page/Table.tsx"
import type { Attempt, Delivered } from "../Webhooks.ts"
import { Headers } from "./Requests.tsx"

interface WebhooksProps {
  /** Oldest first. */
  readonly deliveries: ReadonlyArray<Delivered>
  readonly onOpen: (details: Details) => void
}

const columns = [
  { title: "No." },
  { title: "Event" },
  { title: "To", look: "wide" },
  { title: "State" },
  { title: "Attempts" }
]
const looks = { waiting: "warn", delivered: "good", failed: "bad", refused: "bad" }

const outcomeOf = ({ error, status }: Attempt) => (status === undefined ? String(error) : String(status))

export const Webhooks = ({ deliveries, onOpen }: WebhooksProps) => (
  <Table
    label="Webhook deliveries, newest first"
    columns={columns}
    rows={deliveries.toReversed()}
    keyOf={({ id }) => id}
    opener={1}
    cellsOf={({ attempts, event, id, state, url }) => [
      String(id),
      event,
      url,
      [state, looks[state]],
      attempts.length === 0 ? "none yet" : attempts.map(outcomeOf).join(" · ")
    ]}
    nameOf={({ event, id }) => `Open ${event} ${id}`}
    onOpen={(delivery) =>
      onOpen({ title: `${delivery.event}, ${delivery.state}`, content: <Delivery {...delivery} /> })
    }
    empty="Nothing has been posted yet."
  />
)

const Delivery = ({ attempts, body, headers, url }: Delivered) => (
  <>
    <Pairs
      of={[
        ["To", url],
        ...attempts.map(
          (attempt, index) =>
            [`Attempt ${index + 1}`, `${new Date(attempt.at).toISOString()}  ${outcomeOf(attempt)}`] as const
        )
      ]}
    />
    <h3>Headers</h3>
    <Headers of={headers} />
    <h3>Body</h3>
    <Body body={body} />
  </>
)
