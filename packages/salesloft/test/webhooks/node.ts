import { createServer } from "node:http"
import { receiver } from "./receiver.ts"

createServer(receiver.node).listen(Number(process.env["PORT"]), "127.0.0.1")
