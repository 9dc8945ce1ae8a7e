import Fastify from "fastify"
import { receiver } from "./receiver.ts"

const app = Fastify()
await app.register(async (hooks) => {
  // Only in this scope, bodies are not parsed, because the signature covers their bytes.
  hooks.addContentTypeParser("application/json", { parseAs: "buffer" }, (_, body, done) => done(null, body))
  hooks.post("/hooks/salesloft", (request, reply) => {
    reply.hijack()
    receiver.node(Object.assign(request.raw, { rawBody: request.body }), reply.raw)
  })
})
await app.listen({ host: "127.0.0.1", port: Number(process.env["PORT"]) })
