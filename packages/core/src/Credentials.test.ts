import { assert, describe, it } from "@effect/vitest"
import * as Cause from "effect/Cause"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Schedule from "effect/Schedule"
import { inspect } from "node:util"
import { vi } from "vitest"
import * as Acme from "../test/Acme.ts"
import { exported } from "../test/Collector.ts"
import * as FaultServer from "../test/FaultServer.ts"
import { advancing } from "../test/run.ts"
import { tierDoors } from "../test/doors.ts"

// No spelling of a URL, JSON or HTML changes the letters at the ends of a marker, so a search for them finds them all.
const headerToken = `Hd7Qx+/="é&<' \\Wv3Kp`
const queryToken = `Qy5Jn+/="é&<' \\Bm8Tz`
const ends = ["Hd7Qx", "Wv3Kp", "Qy5Jn", "Bm8Tz"]
const base64 = [headerToken, queryToken].flatMap((token) =>
  ["", "a", "ab"].map((before) =>
    Buffer.from(before + token)
      .toString("base64")
      .slice(4, 20)
  )
)

const zeroHits = (what: string, text: string) => {
  for (const needle of [...ends, ...base64]) {
    const at = text.indexOf(needle)
    if (at >= 0) assert.fail(`${what} has "${needle}": …${text.slice(Math.max(0, at - 60), at + 60)}…`)
  }
}

/** A text that holds both tokens in many spellings. */
const echo = [headerToken, queryToken]
  .flatMap((token) => [
    token,
    encodeURIComponent(token),
    encodeURIComponent(encodeURIComponent(token)),
    new URLSearchParams({ token }).toString(),
    JSON.stringify(token),
    JSON.stringify(JSON.stringify(token)),
    token.replace(/[^\w]/g, (_) => `&#${_.codePointAt(0)};`),
    token.replace(/[^\w]/g, (_) => `\\u${_.charCodeAt(0).toString(16).padStart(4, "0")}`),
    Buffer.from(token).toString("base64"),
    Buffer.from(token).toString("latin1")
  ])
  .join(" | ")

const asciiJson = (value: unknown) =>
  JSON.stringify(value)
    .replace(/[\u0080-\uFFFF]/g, (_) => `\\u${_.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replaceAll("/", "\\/")

const html = (status: number): FaultServer.Answer => ({
  status,
  headers: { "content-type": "text/html", "x-request-id": headerToken },
  body: `<html><title>Error</title><p>${echo}</p></html>`
})
const echoed = (value: object, status: number): FaultServer.Answer => ({
  status,
  headers: {
    "content-type": `application/json; token=${encodeURIComponent(headerToken)}`,
    "x-request-id": headerToken
  },
  body: JSON.stringify(value)
})

const get = Acme.getWidget({ id: "w1" })
const post = Acme.createWidget({ name: "n" })

type Call = Effect.Effect<unknown, unknown, Acme.Acme>
const cases: ReadonlyArray<readonly [string, FaultServer.Script, Call, object?]> = [
  ["a success", FaultServer.inTurn(echoed({ ...Acme.widget, echo }, 200)), get],
  ["a documented error", FaultServer.inTurn(echoed({ message: echo }, 404)), get],
  ["a documented error of another form", FaultServer.inTurn(echoed({ [echo]: [echo] }, 404)), get],
  [
    "a documented error in ASCII",
    FaultServer.inTurn({ ...echoed({}, 422), body: asciiJson({ message: `${headerToken} ${queryToken}` }) }),
    post
  ],
  ["a documented error as a page", FaultServer.inTurn(html(403)), get],
  ["a 200 that says it failed", FaultServer.inTurn(echoed({ ok: false, message: echo }, 200)), post],
  ["an undeclared status", FaultServer.inTurn(html(418)), get],
  ["a value of the wrong type", FaultServer.inTurn(echoed({ id: "w", name: { [echo]: echo } }, 200)), get],
  [
    "a number that is a token",
    FaultServer.inTurn(echoed({ ...Acme.widget, parts: [{ size: headerToken }] }, 200)),
    get
  ],
  [
    "a wrong value under a key",
    FaultServer.inTurn(echoed({ ...Acme.widget, labels: { [queryToken]: "x" } }, 200)),
    get
  ],
  ...Array.from(
    { length: 8 },
    (_, index) =>
      [
        `a long problem, cut ${index * 9} characters into a token`,
        FaultServer.inTurn(
          echoed(
            { ...Acme.widget, parts: [{ size: "x".repeat(300 - 25 - index * 9) + headerToken + "y".repeat(300) }] },
            200
          )
        ),
        get
      ] as const
  ),
  ["a page under a 200", FaultServer.inTurn(html(200)), get],
  ["a reset", FaultServer.inTurn("reset"), get],
  ["an answer cut off", FaultServer.inTurn({ ...echoed({ ...Acme.widget, echo }, 200), cutAfter: 80 }), get],
  ...[7, 11, 17].map(
    (length) =>
      [
        `an error cut off ${length} characters into a token`,
        FaultServer.inTurn({
          ...echoed({}, 404),
          body: `before ${headerToken.slice(0, length)}`.padEnd(100_000),
          cutAfter: Buffer.byteLength(`before ${headerToken.slice(0, length)}`)
        }),
        get
      ] as const
  ),
  ["a time-out", FaultServer.inTurn("hang"), get, { timeout: { attempt: "500 millis" } }],
  [
    "a time-out in an error's body",
    FaultServer.inTurn({ ...html(404), drip: { bytes: 60, every: 10 } }),
    get,
    {
      timeout: { attempt: "1 second" }
    }
  ],
  [
    "retries with the reason in log lines",
    FaultServer.inTurn(
      echoed({ message: echo }, 500),
      echoed({ message: echo }, 429),
      "reset",
      echoed(Acme.widget, 200)
    ),
    get
  ],
  ["no connection", FaultServer.inTurn("hang"), get, { baseUrl: "http://127.0.0.1:1" }],
  ["no URL", FaultServer.inTurn("hang"), get, { baseUrl: "no url" }],
  ["no HTTP", FaultServer.inTurn("hang"), get, { baseUrl: "ftp://host" }],
  ["no such host", FaultServer.inTurn("hang"), get, { baseUrl: "http://host.invalid" }],
  [
    "a token that no header can hold",
    FaultServer.inTurn("hang"),
    get,
    { token: `${headerToken}\n${headerToken}\u2192` }
  ]
]

/** Every way in which an error may be shown. */
const shown = (exit: Exit.Exit<unknown, unknown>): ReadonlyArray<string> => {
  if (Exit.isSuccess(exit)) return []
  const error: unknown = Cause.squash(exit.cause)
  const texts: Array<string> = [Cause.pretty(exit.cause), String(exit.cause), inspect(exit, { depth: Infinity })]
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    texts.push(
      String(cause),
      cause.message,
      cause.stack ?? "",
      JSON.stringify(cause),
      JSON.stringify(Object.getOwnPropertyDescriptors(cause)),
      inspect(cause, { depth: Infinity, showHidden: true, getters: true }),
      `${Object.getOwnPropertyNames(cause)
        .map((name) => String((cause as unknown as Record<string, unknown>)[name]))
        .join()}`
    )
  }
  return texts
}

describe.each(tierDoors)("over $name", (door) => {
  describe("Rule 8: no credential appears in a span, metric, log line, hook or error", () => {
    it.effect.each(cases)("%s", ([, script, call, options]) =>
      Effect.scoped(
        Effect.gen(function* () {
          const lines: Array<string> = []
          const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => lines.push(String(text)) > 0)
          const err = vi.spyOn(process.stderr, "write").mockImplementation((text) => lines.push(String(text)) > 0)
          const consoles = (["debug", "error", "info", "log", "warn", "trace"] as const).map((name) =>
            vi.spyOn(console, name).mockImplementation((...args) => void lines.push(inspect(args, { depth: Infinity })))
          )
          yield* Effect.addFinalizer(() => Effect.sync(() => [write, err, ...consoles].forEach((_) => _.mockRestore())))

          const server = yield* FaultServer.start(script)
          const keep = (logger: Logger.Logger<unknown, unknown>) =>
            Logger.make((entry) => void lines.push(inspect(logger.log(entry), { depth: Infinity })))
          const loggers = Logger.layer(
            [
              keep(Logger.formatJson),
              keep(Logger.formatLogFmt),
              keep(Logger.formatSimple),
              keep(Logger.formatStructured),
              Logger.consolePretty(),
              Logger.tracerLogger
            ],
            { mergeWithExisting: true }
          )
          const layer = door.layer(server.url, {
            token: headerToken,
            key: queryToken,
            timeout: { attempt: "1 minute" },
            retry: Schedule.recurs(3),
            ...Object.fromEntries(
              (["onRequest", "onResponse", "onRetry", "onWait"] as const).map((name) => [
                name,
                (event: unknown) => void lines.push(inspect(event, { depth: Infinity, showHidden: true }))
              ])
            ),
            ...options
          })
          const [exit, found] = yield* exported(
            Effect.gen(function* () {
              const exit = yield* Effect.exit(advancing(call))
              // As an application would, with everything it knows.
              if (Exit.isFailure(exit)) yield* Effect.logError("failed", exit.cause, Cause.squash(exit.cause))
              yield* Effect.logTrace("the vendor", yield* Acme.Acme, inspect(yield* Acme.Acme, { depth: Infinity }))
              return exit
            }).pipe(Effect.provide(layer), Effect.provide(loggers))
          )
          assert.isAtLeast(found.spans.length, 1)
          assert.isAtLeast(lines.length, 4)
          zeroHits("a span, metric or exported log line", found.raw)
          zeroHits("a log line", lines.join("\n"))
          for (const text of shown(exit)) zeroHits("the error", text)
          if (server.received.length > 0) {
            // They did travel.
            assert.strictEqual(server.received[0]!.headers["authorization"], headerToken)
            assert.strictEqual(server.received[0]!.query.get("api_key"), queryToken)
          }
        })
      )
    )

    it.live("the layer shows no credential either", () =>
      Effect.scoped(
        Effect.gen(function* () {
          const context = yield* Layer.build(door.layer("http://host", { token: headerToken, key: queryToken }))
          zeroHits("the service", inspect(Context.get(context, Acme.Acme), { depth: Infinity, showHidden: true }))
          zeroHits("the context", JSON.stringify(context))
        })
      )
    )
  })
})
