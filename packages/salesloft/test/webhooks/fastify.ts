import Fastify from "fastify"
import { receiver } from "./receiver.ts"

const app = Fastify()
await app.register(async (hooks) => {
  // The signature covers the raw bytes, so this scope does not parse bodies. Other routes still do.
  hooks.addContentTypeParser("application/json", { parseAs: "buffer" }, (_, body, done) => done(null, body))
  hooks.post("/hooks/salesloft", (request, reply) => {
    reply.hijack()
    receiver.node(Object.assign(request.raw, { rawBody: request.body }), reply.raw)
  })
})
await app.listen({ host: "127.0.0.1", port: Number(process.env["PORT"]) })
