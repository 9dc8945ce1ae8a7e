import { serve } from "@hono/node-server"
import { Hono } from "hono"
import { receiver } from "./receiver.ts"

const app = new Hono()
app.post("/hooks/salesloft", (c) => receiver.web(c.req.raw))
serve({ fetch: app.fetch, hostname: "127.0.0.1", port: Number(process.env["PORT"]) })
