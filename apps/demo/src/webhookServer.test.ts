/** When the server of webhooks ends. */
import { Deferred, Effect } from "effect"
import { once } from "node:events"
import { connect } from "node:net"
import { expect, it } from "vitest"
import { listen } from "./webhookServer.ts"

it("closes connections that have sent nothing or only a part of a request, and answers those that have sent one", async () => {
  const head = "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n"
  const texts = ["", head, `${head}\r\n{`, `${head}\r\n{}`]
  const answers = await Effect.gen(function* () {
    const arrived = yield* Deferred.make<void>()
    const url = yield* listen((request, response) => {
      request.resume().on("end", () => {
        Deferred.doneUnsafe(arrived, Effect.void)
        setTimeout(() => response.end(), 100)
      })
    })
    const sockets = texts.map((text) => {
      const socket = connect(Number(new URL(url).port), "127.0.0.1").setEncoding("utf8")
      socket.write(text)
      return socket
    })
    yield* Deferred.await(arrived)
    return sockets.map(async (socket) => {
      let answer = ""
      socket.on("data", (text) => (answer += text))
      await once(socket, "close")
      return answer.slice(0, 12)
    })
  }).pipe(Effect.scoped, Effect.runPromise)
  expect(await Promise.all(answers)).toEqual(["", "", "", "HTTP/1.1 200"])
})
