/** A connection to a database that can be cut. Then no data comes through, and no side is notified. */
import { once } from "node:events"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"

export const startProxy = async (to: { readonly host: string; readonly port: number }) => {
  const open = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    const far = connect(to)
    for (const [from, other] of [
      [near, far],
      [far, near]
    ] as const) {
      open.add(from)
      from.on("error", () => {})
      from.on("data", (data) => isCut || other.write(data))
      from.on("close", () => {
        open.delete(from)
        if (!isCut) other.destroy()
      })
    }
  }).listen(0, "127.0.0.1")
  await once(server, "listening")
  const drop = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      isCut = true
    },
    /** New connections come through again. The old ones are lost. */
    mend: () => {
      drop()
      isCut = false
    },
    close: () => {
      drop()
      server.close()
    }
  }
}
