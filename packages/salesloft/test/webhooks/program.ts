/** Runs a recipe of the README, and tells its parent process the port and what was handled. */
import { Server, type AddressInfo } from "node:net"
import { errors, handled } from "./handle.ts"

const { listen } = Server.prototype
Server.prototype.listen = function (this: Server, ...options: ReadonlyArray<never>) {
  this.once("listening", () => process.send!({ port: (this.address() as AddressInfo).port }))
  return Reflect.apply(listen, this, options)
} as typeof listen

process.on("message", () => process.send!({ handled, errors: errors.map(String) }))
await import(`./${process.argv[2]}.ts`)
