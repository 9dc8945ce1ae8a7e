import { Webhooks } from "@salesbridge/salesloft/promise"
import { Effect } from "effect"
import { createServer } from "node:http"
import { DatabaseSync } from "node:sqlite"

// Longer than the receiver's `timeout`, and over before Salesloft's last repetition after 45 seconds.
const lease = 40 * 1000
const remembered = 24 * 60 * 60 * 1000

const database = new DatabaseSync(process.env["DATABASE"] ?? "deliveries.db")
database.exec(
  "CREATE TABLE IF NOT EXISTS deliveries (id TEXT PRIMARY KEY, done INTEGER NOT NULL, ends INTEGER NOT NULL)"
)
const forget = database.prepare("DELETE FROM deliveries WHERE ends < ?")
const claim = database.prepare("INSERT OR IGNORE INTO deliveries VALUES (?, 0, ?)")
const find = database.prepare("SELECT done FROM deliveries WHERE id = ?")
const finish = database.prepare("UPDATE deliveries SET done = 1, ends = ? WHERE id = ?")
const release = database.prepare("DELETE FROM deliveries WHERE id = ?")

const receiver = Webhooks.receiver({
  callbackToken: process.env["SALESLOFT_CALLBACK_TOKEN"]!,
  handle: (event) => console.log(event._tag === "person_updated" ? `changed: ${event.record.id}` : event._tag),
  deliveries: {
    claim: (id) =>
      Effect.sync(() => {
        forget.run(Date.now())
        if (claim.run(id, Date.now() + lease).changes > 0) return "claimed"
        return find.get(id)?.["done"] === 1 ? "done" : "busy"
      }),
    done: (id) => Effect.sync(() => void finish.run(Date.now() + remembered, id)),
    release: (id) => Effect.sync(() => void release.run(id))
  }
})

createServer(receiver.node).listen(Number(process.env["PORT"]), "127.0.0.1", () => console.log("ready"))
