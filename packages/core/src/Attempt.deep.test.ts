import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Acme from "../test/Acme.ts"
import { tierDoors } from "../test/doors.ts"
import { inTurn } from "../test/FaultServer.ts"
import { failure, once, withServer } from "../test/run.ts"
import { statusMatrix } from "../test/statusMatrix.ts"

describe.each(tierDoors)("over $name", (door) => {
  describe("Rule 1: the status alone picks the error class", () => {
    statusMatrix({
      catalog: Acme.catalog,
      layer: (url) => door.layer(url),
      transport: FetchHttpClient.layer,
      bodies: "every"
    })

    it.live("even if the body arrives slowly for minutes: the error does not wait for its end", () =>
      withServer(
        inTurn({ status: 404, body: "x".repeat(100_000), drip: { bytes: 10, every: 50 } }),
        (server) =>
          Effect.gen(function* () {
            const error = yield* failure(Acme.getWidget({ id: "w1" }))
            assert.instanceOf(error, Acme.WidgetNotFound)
            assert.match(error.body, /^x+$/)
            assert.isBelow(error.body.length, 2048)
            yield* Effect.promise(() => server.received[0]!.closed)
          }),
        { ...once, door }
      )
    )
  })
})
