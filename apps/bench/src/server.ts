/**
 * The server that every client is measured against, in a process of its own. Prints its address as soon as it listens.
 */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { contact, contacts } from "./contacts.ts"

const list = Buffer.from(JSON.stringify(contacts))
const one = Buffer.from(JSON.stringify(contact))

const server = createServer((request, response) => {
  const body = request.url?.startsWith("/api/members/list-contacts") === true ? list : one
  response.writeHead(200, { "content-type": "application/json", "content-length": body.length })
  response.end(body)
})
server.keepAliveTimeout = 60_000
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
})
process.on("disconnect", () => process.exit(0))
