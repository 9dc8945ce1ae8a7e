import express from "express"
import { receiver } from "./receiver.ts"

const app = express()
// Before express.json(), because the signature covers the raw bytes of the body.
app.post("/hooks/salesloft", receiver.node)
app.use(express.json())
app.listen(Number(process.env["PORT"]), "127.0.0.1")
