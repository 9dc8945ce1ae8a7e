import { createSalesloft } from "@salesbridge/salesloft/promise"
import { DatabaseSync } from "node:sqlite"

const day = 24 * 60 * 60 * 1000

const database = new DatabaseSync(process.env["DATABASE"] ?? "people.db")
database.exec(`
  CREATE TABLE IF NOT EXISTS people (id TEXT PRIMARY KEY, email TEXT, name TEXT);
  CREATE TABLE IF NOT EXISTS cursors (list TEXT PRIMARY KEY, cursor TEXT NOT NULL)
`)
const upsert = database.prepare("INSERT OR REPLACE INTO people VALUES (?, ?, ?)")
const remember = database.prepare("INSERT OR REPLACE INTO cursors VALUES ('people', ?)")
const last = database.prepare("SELECT cursor FROM cursors WHERE list = 'people'").get()

const salesloft = createSalesloft({
  accessToken: process.env["SALESLOFT_ACCESS_TOKEN"]!,
  baseUrl: process.env["SALESLOFT_BASE_URL"]
})

const since = last === undefined ? new Date(Date.now() - day) : JSON.parse(String(last["cursor"]))
let count = 0
for await (const { cursor, items } of salesloft.Changes.parts(salesloft.People.list, since)) {
  database.exec("BEGIN")
  for (const { display_name, email_address, id } of items) {
    upsert.run(String(id), email_address ?? null, display_name ?? null)
  }
  remember.run(JSON.stringify(cursor))
  database.exec("COMMIT")
  count += items.length
}
await salesloft.close()
console.log(`${count} people changed`)
