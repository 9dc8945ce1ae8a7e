import * as Undici from "@effect/platform-node/Undici"
import { assert, describe, expectTypeOf, it, vi } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { inspect } from "node:util"
import * as Acme from "../test/Acme.ts"
import * as FaultServer from "../test/FaultServer.ts"
import { CampaignNotFound } from "../test/readme/acme.ts"
import { createAcme } from "../test/readme/promise.ts"
import { inTurn, json } from "../test/FaultServer.ts"
import type * as HttpErrors from "./HttpErrors.ts"
import * as PromiseLogger from "./PromiseLogger.ts"
import { type CallError, type CallOptions as EffectOptions, Paging } from "./index.ts"
import type * as promise from "./promise.ts"
import {
  ClientClosed,
  CredentialsUnavailable,
  InvalidInput,
  NetworkError,
  PromiseClient,
  UnexpectedStatus
} from "./promise.ts"

const pages = (input?: { readonly page?: number }, options?: EffectOptions) =>
  Paging.pages((input: { readonly page: number }) => Acme.listWidgets(input, options), {
    first: { page: 1, ...input },
    next: ({ items }, { page }) => (items.length === 0 ? undefined : { page: page + 1 }),
    items: ({ items }) => items
  })
const stream = (input?: { readonly page?: number }, options?: EffectOptions) =>
  Paging.items((input: { readonly page: number }) => Acme.listWidgets(input, options), {
    first: { page: 1, ...input },
    next: ({ items }, { page }) => (items.length === 0 ? undefined : { page: page + 1 }),
    items: ({ items }) => items
  })
/** A helper whose result is an effect. */
const names = (
  { ids }: { readonly ids: ReadonlyArray<string> },
  options?: EffectOptions & { readonly concurrency?: number }
) => {
  const { concurrency = 1, ...rest } = options ?? {}
  return Effect.forEach(ids, (id) => Effect.map(Acme.getWidget({ id }, rest), ({ name }) => name), { concurrency })
}

const Widgets = {
  get: Acme.getWidget,
  create: Acme.createWidget,
  queue: Acme.queueWidget,
  touch: Acme.touchWidget,
  pages,
  stream,
  names,
  Widget: Acme.Widget,
  WidgetId: Acme.WidgetId,
  most: 100
}

const create = (
  baseUrl: string,
  options: PromiseClient.Options & Pick<Parameters<typeof Acme.layer>[1] & {}, "vendor" | "token" | "key"> = {}
) => {
  const { key, token, vendor, ...settings } = options
  const credentials = { ...(key && { key }), ...(token && { token }), ...(vendor && { vendor }) }
  const connection = PromiseClient.connect("acme", { baseUrl, ...settings }, (_) =>
    Acme.layer(baseUrl, { ..._, ...credentials })
  )
  return PromiseClient.make(connection, Acme.request, { Widgets })
}
type Acme = ReturnType<typeof create>

/** Uses a client of a server with this script. Both are gone afterwards. */
const against = (
  script: FaultServer.Script,
  use: (acme: Acme, server: FaultServer.FaultServer) => Promise<void>,
  options?: Parameters<typeof create>[1]
) =>
  Effect.runPromise(
    Effect.scoped(
      Effect.flatMap(FaultServer.start(script), (server) =>
        Effect.promise(async () => {
          const acme = create(server.url, options)
          try {
            await use(acme, server)
          } finally {
            await acme.close()
          }
        })
      )
    )
  )

type Rejected = Error & { readonly stack: string }

const rejection = (promise: Promise<unknown>): Promise<Rejected> =>
  promise.then(
    (value) => assert.fail(`fulfilled with ${JSON.stringify(value)}`),
    (error: unknown) => error as Rejected
  )

const all = async <A>(items: AsyncIterable<A>): Promise<Array<A>> => {
  const found: Array<A> = []
  for await (const item of items) found.push(item)
  return found
}

const until = async (condition: () => boolean) => {
  const deadline = performance.now() + 50_000
  while (!condition()) {
    assert.isBelow(performance.now(), deadline, "it did not come about")
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

const widget: unknown = Acme.widget

describe("a promise client", () => {
  it("has only the operations, streams and helpers of its modules", () => {
    const acme = create("http://127.0.0.1:1")
    assert.sameMembers(Object.keys(acme), ["Widgets", "request", "close"])
    assert.sameMembers(Object.keys(acme.Widgets), ["get", "create", "queue", "touch", "pages", "stream", "names"])
    assert.strictEqual(PromiseClient.operationOf(acme.Widgets.get), Acme.getWidget)
  })

  it("types them", () => {
    type Widgets = Acme["Widgets"]
    type Widget = typeof Acme.Widget.Type
    expectTypeOf<keyof Widgets>().toEqualTypeOf<"get" | "create" | "queue" | "touch" | "pages" | "stream" | "names">()
    expectTypeOf<ReturnType<Widgets["get"]>>().toEqualTypeOf<Promise<Widget>>()
    expectTypeOf<ReturnType<Widgets["get"]["withResponse"]>>().toEqualTypeOf<
      Promise<PromiseClient.DecodedResponse<Widget>>
    >()
    expectTypeOf<Parameters<Widgets["get"]>>().toEqualTypeOf<
      [input: Parameters<typeof Acme.getWidget>[0], options?: PromiseClient.CallOptions]
    >()
    expectTypeOf<Parameters<Widgets["touch"]>[1]>().toEqualTypeOf<PromiseClient.CallOptions | undefined>()
    expectTypeOf<ReturnType<Widgets["stream"]>>().toEqualTypeOf<AsyncIterable<Widget>>()
    expectTypeOf<ReturnType<Widgets["pages"]>>().toEqualTypeOf<AsyncIterable<{ readonly items: readonly Widget[] }>>()
    expectTypeOf<Parameters<Widgets["stream"]>[0]>().toEqualTypeOf<{ readonly page?: number } | undefined>()
    expectTypeOf<NonNullable<Parameters<Widgets["stream"]>[1]>>().toExtend<PromiseClient.CallOptions>()
    expectTypeOf<ReturnType<Widgets["names"]>>().toEqualTypeOf<Promise<Array<string>>>()
    expectTypeOf<NonNullable<Parameters<Widgets["names"]>[1]>["concurrency"]>().toEqualTypeOf<number | undefined>()
    expectTypeOf<NonNullable<Parameters<Widgets["names"]>[1]>["retry"]>().toEqualTypeOf<number | false | undefined>()
    expectTypeOf<Acme[typeof Symbol.asyncDispose]>().toEqualTypeOf<() => Promise<void>>()
    const acme = create("http://127.0.0.1:1")
    // @ts-expect-error a field of another name
    void (() => acme.Widgets.get({ ID: "w1" }))
    // @ts-expect-error no input where one is needed
    void (() => acme.Widgets.get())
    // @ts-expect-error a schedule is Effect's
    void (() => acme.Widgets.get({ id: "w1" }, { retry: "forever" }))
  })

  it("returns values, responses and raw responses, and sends credentials", () =>
    against(inTurn(json(widget, 200, { "x-request-id": "r1", "x-left": "3" })), async (acme, { received }) => {
      assert.deepStrictEqual(await acme.Widgets.get({ id: "w1" }), widget)
      const answer = await acme.Widgets.get.withResponse({ id: "w1" })
      assert.deepInclude(answer, { value: widget, status: 200, requestId: "r1", body: widget } as object)
      assert.strictEqual(answer.headers["x-left"], "3")
      assert.strictEqual(JSON.parse(JSON.stringify(answer.headers))["x-left"], "3")
      const raw = await acme.request({ method: "GET", path: "/v2/other", query: { a: 1 } })
      assert.deepInclude(raw, { value: widget, status: 200 })
      assert.strictEqual(raw.headers["x-left"], "3")
      assert.deepStrictEqual(
        await acme.Widgets.names({ ids: ["a", "b"] }, { concurrency: 2 }),
        Array(2).fill(Acme.widget.name)
      )
      for (const { headers, query } of received) {
        assert.deepInclude(headers, { authorization: "token-of-acme", "x-account": "account-1" })
        assert.strictEqual(query.get("api_key"), "key-of-acme")
      }
      assert.strictEqual(received[2]!.url.split("?")[0], "/v2/other")
    }))

  it("rejects with the error itself, whose stack contains the caller", () =>
    against(inTurn(json({ message: "gone" }, 404), { status: 418 }), async (acme) => {
      const somewhere = async () => await acme.Widgets.get({ id: "w1" })
      const error = await rejection(somewhere())
      assert.instanceOf(error, Acme.WidgetNotFound)
      assert.instanceOf(error, Error)
      assert.deepInclude({ ...error }, { _tag: "WidgetNotFound", category: "NotFound", status: 404, reason: "gone" })
      assert.match(error.stack, /^WidgetNotFound: acme getWidget: 404 There is no such widget \(gone\)\n {4}at /)
      assert.match(error.stack, /at somewhere .*PromiseClient\.test\.ts/)
      assert.instanceOf(await rejection(acme.Widgets.get.withResponse({ id: "w1" })), UnexpectedStatus)
      assert.instanceOf(await rejection(acme.Widgets.get({ id: "x".repeat(64) })), InvalidInput)
      assert.instanceOf(await rejection(acme.Widgets.get(undefined as never)), InvalidInput)
    }))

  it("rejects with a NetworkError if the port is closed", async () => {
    const port = await Effect.runPromise(FaultServer.freePort)
    const acme = create(`http://127.0.0.1:${port}`, { retry: false })
    const error = await rejection(acme.Widgets.get({ id: "w1" }))
    assert.instanceOf(error, NetworkError)
    assert.strictEqual(error.phase, "connect")
  })

  it("is not created if an override names an unknown operation", async () => {
    const overrides = { nothing: { method: "GET" } } as const
    const made = against(inTurn(json(widget)), async () => {}, { overrides })
    assert.match((await rejection(made)).message, /acme has no operation nothing to override. It has: .*getWidget/)
  })
})

describe("a logger", () => {
  it.each(["throws", "rejects"])(
    "that %s fails neither a call nor the process, and a hook is called as well",
    (how) => {
      const failing = () => {
        const error = new Error("the log is full")
        if (how === "rejects") return Promise.reject(error)
        throw error
      }
      const logger = { debug: failing, info: failing, warn: failing, error: failing }
      const told: Array<string> = []
      const onRequest = async ({ operation }: { readonly operation: string }) => {
        told.push(operation)
        throw new Error("the metrics are down")
      }
      return against(
        inTurn(json({}, 500), json(widget)),
        async (acme) => {
          await acme.Widgets.get({ id: "w1" })
          assert.deepStrictEqual(told, ["getWidget", "getWidget"])
        },
        { logger, onRequest }
      )
    }
  )

  it("gets a line for each attempt and its result", async () => {
    const lines: Array<string> = []
    const write = (level: string) => (message: string) =>
      void lines.push(`${level} ${message.replace(/\d+ ms/, "1 ms")}`)
    const logger = { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") }
    await against(
      inTurn(json(widget), json({}, 404)),
      async (acme, { url }) => {
        await acme.Widgets.get({ id: "w1" })
        assert.instanceOf(await rejection(acme.Widgets.get({ id: "w1" })), Acme.WidgetNotFound)
        const sent = `debug acme getWidget: GET ${url}/widgets/w1?api_key=REDACTED`
        assert.deepStrictEqual(lines, [
          sent,
          "debug acme getWidget: 200 in 1 ms",
          sent,
          "debug acme getWidget: 404 There is no such widget in 1 ms"
        ])
      },
      { logger, retry: false }
    )
  })

  it("gets warnings about retries, and lines about waits for the quota", () => {
    const lines: Array<string> = []
    const write = (message: string) => void lines.push(message)
    const hooks = PromiseLogger.hooks({ debug: assert.fail, info: write, warn: write, error: assert.fail })
    const facts = { vendor: "acme", operation: "getWidget" }
    const failure = new NetworkError({ ...facts, phase: "connect", code: "ECONNREFUSED" })
    hooks.onRetry?.({ ...facts, resend: 1, millis: 250.4, failure })
    hooks.onWait?.({ ...facts, reason: "retry", millis: 250.4, failure })
    hooks.onWait?.({ ...facts, reason: "quota", millis: 1000 })
    assert.deepStrictEqual(lines, [
      "acme getWidget: could not connect (ECONNREFUSED). Sending again in 250 ms.",
      "acme getWidget: waits 1000 ms for its quota"
    ])
  })
})

describe("sending again", () => {
  const broken = inTurn({ status: 500 })
  const sent = async (options: PromiseClient.Options, call: (acme: Acme) => Promise<unknown>) => {
    let count = 0
    await against(
      broken,
      async (acme, { received }) => {
        await rejection(call(acme))
        count = received.length
      },
      options
    )
    return count
  }

  it("has the number of attempts in the options of the client or the call", async () => {
    assert.strictEqual(await sent({ retry: 1 }, (_) => _.Widgets.get({ id: "w1" })), 2)
    assert.strictEqual(await sent({ retry: 5 }, (_) => _.Widgets.get({ id: "w1" }, { retry: false })), 1)
    assert.strictEqual(await sent({ retry: false }, (_) => _.Widgets.get({ id: "w1" }, { retry: 1 })), 2)
    assert.strictEqual(await sent({ retry: 0 }, (_) => _.request({ method: "GET", path: "/x" })), 1)
    assert.strictEqual(await sent({}, (_) => _.Widgets.names({ ids: ["a"] }, { retry: 1 })), 2)
    assert.strictEqual(await sent({}, async (_) => all(_.Widgets.stream({}, { retry: 1 }))), 2)
  })

  it("happens three times by default, and never for unsafe calls", async () => {
    const [safe, unsafe] = await Promise.all([
      sent({}, (_) => _.Widgets.get({ id: "w1" })),
      sent({}, (_) => _.Widgets.create({ name: "w" }))
    ])
    assert.strictEqual(safe, 4)
    assert.strictEqual(unsafe, 1)
  })
})

describe("a signal", () => {
  it("that is already aborted rejects at once, and nothing is sent", () =>
    against(inTurn(json(widget)), async (acme, { received }) => {
      const signal = AbortSignal.abort()
      const error = await rejection(acme.Widgets.get({ id: "w1" }, { signal }))
      assert.strictEqual(error, signal.reason)
      assert.strictEqual(error.name, "AbortError")
      assert.strictEqual(await rejection(acme.Widgets.get.withResponse({ id: "w1" }, { signal })), signal.reason)
      assert.strictEqual(await rejection(acme.Widgets.names({ ids: ["a"] }, { signal })), signal.reason)
      assert.strictEqual(await rejection(acme.request({ method: "GET", path: "/x" }, { signal })), signal.reason)
      assert.strictEqual(await rejection(all(acme.Widgets.stream({}, { signal }))), signal.reason)
      await acme.Widgets.get({ id: "w1" })
      assert.strictEqual(received.length, 1)
    }))

  it("closes the connection, and rejects with its reason", () =>
    against(inTurn("hang"), async (acme, { received }) => {
      const controller = new AbortController()
      const reason = new Error("enough")
      const call = rejection(acme.Widgets.get({ id: "w1" }, { signal: controller.signal }))
      await until(() => received.length === 1)
      controller.abort(reason)
      assert.strictEqual(await call, reason)
      await received[0]!.closed
    }))

  it("also ends a wait before the next attempt, and the reading of a response", () =>
    against(
      (_, index) =>
        index === 0
          ? { status: 503, headers: { "retry-after": "60" } }
          : { body: "x".repeat(1000), drip: { bytes: 1, every: 20 } },
      async (acme, { received }) => {
        const first = AbortSignal.timeout(100)
        const error = await rejection(acme.Widgets.get({ id: "w1" }, { signal: first }))
        assert.strictEqual(error, first.reason)
        assert.strictEqual(error.name, "TimeoutError")
        const second = new AbortController()
        const call = rejection(acme.Widgets.get({ id: "w1" }, { signal: second.signal }))
        await until(() => received.length === 2)
        second.abort()
        assert.strictEqual(await call, second.signal.reason)
        await received[1]!.closed
      }
    ))

  it("ends only its own call", () =>
    against(
      (_, index) => (index === 0 ? "hang" : json(widget)),
      async (acme) => {
        const controller = new AbortController()
        const first = rejection(acme.Widgets.get({ id: "w1" }, { signal: controller.signal }))
        const second = acme.Widgets.get({ id: "w2" })
        controller.abort()
        assert.strictEqual(await first, controller.signal.reason)
        // Whichever came first was left hanging, and that one only.
        const one = await Promise.race([second, acme.Widgets.get({ id: "w3" })])
        assert.deepStrictEqual(one, widget)
      }
    ))

  it("has no listeners left when the call is over", () =>
    against(inTurn(json(widget), json({ items: [widget] })), async (acme) => {
      const { signal } = new AbortController()
      let listeners = 0
      const { addEventListener, removeEventListener } = AbortSignal.prototype
      Object.assign(signal, {
        addEventListener(...args: Parameters<typeof addEventListener>) {
          listeners++
          addEventListener.apply(signal, args)
        },
        removeEventListener(...args: Parameters<typeof removeEventListener>) {
          listeners--
          removeEventListener.apply(signal, args)
        }
      })
      await acme.Widgets.get({ id: "w1" }, { signal })
      for await (const _ of acme.Widgets.stream({}, { signal })) break
      assert.strictEqual(listeners, 0)
    }))
})

describe("a list", () => {
  /** Three pages of two, and an empty one. */
  const listed: FaultServer.Script = ({ query }) => {
    const page = Number(query.get("page"))
    const ids = page > 3 ? [] : [`${page}a`, `${page}b`]
    return json({ items: ids.map((id) => ({ ...Acme.widget, id })) })
  }

  it("is read page by page on demand, and again by each loop", () =>
    against(listed, async (acme, { received }) => {
      const widgets = acme.Widgets.stream()
      assert.strictEqual(received.length, 0)
      const seen: Array<string> = []
      for await (const { id } of widgets) {
        seen.push(id)
        assert.strictEqual(received.length, Number(id[0]))
      }
      assert.deepStrictEqual(seen, ["1a", "1b", "2a", "2b", "3a", "3b"])
      assert.strictEqual((await all(widgets)).length, 6)
      assert.strictEqual(received.length, 8)
      const whole = await all(acme.Widgets.pages({ page: 2 }))
      assert.deepStrictEqual(
        whole.map(({ items }) => items.length),
        [2, 2, 0]
      )
    }))

  it("requests no more pages after `break` or an error in the loop", () =>
    against(listed, async (acme, { received }) => {
      for await (const { id } of acme.Widgets.stream()) if (id === "2a") break
      assert.strictEqual(received.length, 2)
      const reason = new Error("mine")
      const loop = async () => {
        for await (const _ of acme.Widgets.stream()) throw reason
      }
      assert.strictEqual(await rejection(loop()), reason)
      // Whatever was still to be sent would arrive before this.
      await acme.request({ method: "GET", path: "/after" })
      assert.strictEqual(received.length, 4)
    }))

  it("rejects with the error itself, once", () =>
    against(
      (request, index) => (request.query.get("page") === "2" ? { status: 403 } : listed(request, index)),
      async (acme) => {
        const iterator = acme.Widgets.stream()[Symbol.asyncIterator]()
        await iterator.next()
        await iterator.next()
        const error = await rejection(iterator.next())
        assert.instanceOf(error, Acme.NoAccess)
        assert.deepStrictEqual(await iterator.next(), { done: true, value: undefined })
      }
    ))

  it("ends with a signal, between items and between pages", () =>
    against(
      (request, index) => (request.query.get("page") === "3" ? "hang" : listed(request, index)),
      async (acme, { received }) => {
        const between = new AbortController()
        const seen: Array<string> = []
        const loop = async (controller: AbortController, last: string) => {
          for await (const { id } of acme.Widgets.stream({}, { signal: controller.signal })) {
            seen.push(id)
            if (id === last) controller.abort()
          }
        }
        assert.strictEqual(await rejection(loop(between, "1a")), between.signal.reason)
        assert.deepStrictEqual(seen, ["1a"])
        const within = new AbortController()
        const hanging = rejection(loop(within, "never"))
        await until(() => received.at(-1)?.query.get("page") === "3")
        within.abort()
        assert.strictEqual(await hanging, within.signal.reason)
        await received.at(-1)!.closed
      }
    ))
})

describe("closing", () => {
  it("may be repeated, and later calls reject with ClientClosed", () =>
    against(inTurn(json(widget)), async (acme, { received }) => {
      await acme.Widgets.get({ id: "w1" })
      await Promise.all([acme.close(), acme.close()])
      await acme.close()
      for (const call of [
        () => acme.Widgets.get({ id: "w1" }),
        () => acme.Widgets.get.withResponse({ id: "w1" }),
        () => acme.Widgets.names({ ids: ["w1"] }),
        () => acme.request({ method: "GET", path: "/x" }),
        () => all(acme.Widgets.stream())
      ]) {
        const error = await rejection(call())
        assert.instanceOf(error, ClientClosed)
        assert.deepInclude({ ...error }, { _tag: "ClientClosed", vendor: "acme", category: "Invalid" })
        assert.match(error.message, /^acme [\w.]+: the client is closed$/)
      }
      assert.strictEqual(received.length, 1)
    }))

  it("ends running calls", () =>
    against(inTurn("hang"), async (acme, { received }) => {
      const call = rejection(acme.Widgets.get({ id: "w1" }))
      const loop = rejection(all(acme.Widgets.stream()))
      await until(() => received.length === 2)
      await acme.close()
      assert.instanceOf(await call, ClientClosed)
      assert.instanceOf(await loop, ClientClosed)
      await Promise.all(received.map(({ closed }) => closed))
    }))

  it("ends a call that has not begun", async () => {
    const acme = create("http://127.0.0.1:1")
    const call = rejection(acme.Widgets.get({ id: "w1" }))
    await acme.close()
    assert.instanceOf(await call, ClientClosed)
    await create("http://127.0.0.1:1").close()
  })

  it("works with `await using`", () =>
    against(inTurn(json(widget)), async (_, { url }) => {
      let kept: Acme
      {
        await using acme = create(url)
        kept = acme
        await acme.Widgets.get({ id: "w1" })
      }
      assert.instanceOf(await rejection(kept.Widgets.get({ id: "w1" })), ClientClosed)
    }))
})

describe("a number that is none", () => {
  it.each([
    [{ retry: NaN }, "`retry`"],
    [{ timeout: { attempt: NaN } }, "`timeout.attempt`"],
    [{ maxBodyBytes: -1 }, "`maxBodyBytes`"],
    [{ quota: { limits: [{ limit: NaN, window: "1 minute" }] } }, "`quota.limits[0].limit`"]
  ] as const)("is refused in the options of a client: %j", (options, name) => {
    assert.throws(() => create("http://127.0.0.1:1", options), TypeError, `${name}: Expected`)
  })

  it("is refused in the options of a call, with the option's name", () =>
    against(inTurn(json(widget)), async (acme, { received }) => {
      for (const options of [{ retry: NaN }, { timeout: { total: NaN } }, { maxBodyBytes: NaN }]) {
        const error = await rejection(acme.Widgets.get({ id: "w1" }, options))
        assert.instanceOf(error, InvalidInput)
        assert.include(error.message, Object.keys(options)[0]!)
        assert.instanceOf(await rejection(all(acme.Widgets.stream({}, options))), InvalidInput)
      }
      assert.strictEqual(received.length, 0)
    }))
})

describe("the transport", () => {
  it("is the global `fetch` at the time of a call, so that tests can replace it", () =>
    against(inTurn(json(widget)), async (acme, { received }) => {
      await acme.Widgets.get({ id: "w1" })
      vi.stubGlobal("fetch", async () => Response.json({ ...Acme.widget, name: "stubbed" }))
      try {
        assert.strictEqual((await acme.Widgets.get({ id: "w1" })).name, "stubbed")
      } finally {
        vi.unstubAllGlobals()
      }
      await acme.Widgets.get({ id: "w1" })
      assert.strictEqual(received.length, 2)
    }))

  it("may be the `fetch` of another library, such as undici's with a dispatcher", () => {
    const dispatcher = new Undici.Agent()
    return against(
      inTurn(json(widget)),
      async (acme) => {
        assert.strictEqual((await acme.Widgets.get({ id: "w1" })).id, "w1")
        assert.strictEqual((await acme.Widgets.create({ name: "n" })).id, "w1")
        await dispatcher.close()
      },
      { fetch: (url, init) => Undici.fetch(url, { ...init, dispatcher }) }
    )
  })

  it("does not follow redirects, so that credentials stay with the vendor", () =>
    against(inTurn(json(widget)), async (_, other) => {
      for (const status of [301, 302, 303, 307, 308]) {
        await against(
          inTurn({ status, headers: { location: `${other.url}/elsewhere` } }),
          async (acme, { received }) => {
            const error = await rejection(acme.Widgets.get({ id: "w1" }))
            assert.instanceOf(error, UnexpectedStatus)
            assert.strictEqual(error.status, status)
            assert.instanceOf(await rejection(acme.Widgets.create({ name: "w" })), UnexpectedStatus)
            assert.strictEqual(received.length, 2)
          }
        )
      }
      assert.strictEqual(other.received.length, 0)
    }))

  it("is the `fetch` in the options", async () => {
    const asked: Array<readonly [string, RequestInit | undefined]> = []
    const acme = create("https://acme.example", {
      fetch: async (url, init) => {
        asked.push([String(url), init])
        return Response.json(widget)
      }
    })
    assert.deepStrictEqual(await acme.Widgets.get({ id: "w1" }), widget)
    assert.strictEqual(asked.length, 1)
    assert.strictEqual(asked[0]![0], "https://acme.example/widgets/w1?api_key=key-of-acme")
    assert.strictEqual(asked[0]![1]?.redirect, "manual")
    assert.instanceOf(asked[0]![1]?.signal, AbortSignal)
    await acme.close()
  })
})

describe("in a browser", () => {
  it("a redirect, whose status scripts cannot see, is not a success", async () => {
    const acme = create("https://acme.example", { fetch: async () => Response.error() })
    const error = await rejection(acme.Widgets.get({ id: "w1" }))
    assert.instanceOf(error, UnexpectedStatus)
    assert.strictEqual(error.status, 0)
    await acme.close()
  })
})

describe("one account", () => {
  it("has one quota for all concurrent calls", () =>
    against(
      inTurn(json(widget)),
      async (acme, { received }) => {
        const calls = Array.from({ length: 6 }, (_, index) => acme.Widgets.get({ id: `w${index}` }))
        const settled = await Promise.allSettled(calls)
        const refused = settled.flatMap((_) => (_.status === "rejected" ? [(_.reason as CallError)._tag] : []))
        assert.deepStrictEqual(new Set(refused), new Set(["QuotaExceeded"]))
        assert.isAtMost(received.length, 4)
        assert.strictEqual(received.length + refused.length, 6)
      },
      { quota: { limits: [{ limit: 4, window: "1 hour" }] } }
    ))

  it("is held back by one 429", () =>
    against(
      (_, index) => (index === 0 ? { status: 429, headers: { "retry-after": "0.3" } } : json(widget)),
      async (acme, { received }) => {
        const error = await rejection(acme.Widgets.get({ id: "w1" }, { retry: false }))
        assert.instanceOf(error, Acme.TooManyRequests)
        await acme.Widgets.get({ id: "w2" })
        assert.isAtLeast(received[1]!.at - received[0]!.at, 290)
      }
    ))

  it("serves many concurrent calls, each with its own response", () =>
    against(
      ({ path }) => json({ ...Acme.widget, id: path.split("/").at(-1) }),
      async (acme) => {
        const ids = Array.from({ length: 300 }, (_, index) => `w${index}`)
        const widgets = await Promise.all(ids.map((id) => acme.Widgets.get({ id })))
        assert.deepStrictEqual(
          widgets.map(({ id }) => String(id)),
          ids
        )
      }
    ))
})

describe("secrets", () => {
  const marker = "MARKER-7f3a"
  const shown = (error: unknown): string =>
    [
      inspect(error, { depth: 20, showHidden: true }),
      String(error),
      (error as Error).stack,
      JSON.stringify(error)
    ].join()

  it("are in no rejection", () =>
    against(
      ({ headers, url }, index) => {
        const echo = JSON.stringify({ message: `${url} ${JSON.stringify(headers)}` })
        if (index === 0) return { status: 404, body: echo }
        if (index === 1) return { status: 418, body: echo, headers: { "x-request-id": String(headers.authorization) } }
        if (index === 2) return { status: 200, body: echo }
        return index === 3 ? "reset" : { status: 302, headers: { location: url } }
      },
      async (acme, { received }) => {
        for (let index = 0; index < 5; index++) {
          const error = await rejection(acme.Widgets.get({ id: "w1" }))
          assert.instanceOf(error, Error)
          assert.notInclude(shown(error), marker)
        }
        assert.include(received[0]!.url, marker)
        await acme.close()
        assert.notInclude(shown(await rejection(acme.Widgets.get({ id: "w1" }))), marker)
        assert.notInclude(inspect(acme, { depth: 20, showHidden: true }), marker)
      },
      { token: marker, key: `${marker}-key`, retry: false }
    ))

  it("are in no rejection if no header can contain them", () =>
    against(
      inTurn(json(widget)),
      async (acme, { received }) => {
        const error = await rejection(acme.Widgets.get({ id: "w1" }))
        assert.instanceOf(error, Error)
        assert.notInclude(shown(error), marker)
        assert.strictEqual(received.length, 0)
      },
      { token: `${marker}\nx: y`, retry: false }
    ))

  it("must be non-empty strings or redacted values", () => {
    assert.strictEqual(Redacted.value(PromiseClient.secret("token", "t")), "t")
    assert.strictEqual(Redacted.value(PromiseClient.secret("token", Redacted.make("t"))), "t")
    for (const missing of ["", undefined, null, 7, Redacted.make("")]) {
      assert.throws(() => PromiseClient.secret("token", missing as never), TypeError, "`token` is missing")
    }
  })
})

describe("a token from a function", () => {
  const asking = (baseUrl: string, ask: PromiseClient.Ask) => {
    const connection = PromiseClient.connect("acme", { baseUrl, retry: 1 }, ({ retry }) =>
      Acme.sourced(baseUrl, PromiseClient.source("accessToken", ask), retry === undefined ? {} : { retry })
    )
    return PromiseClient.make(connection, Acme.request, { Widgets })
  }

  it("is requested before each attempt, and once more after a 401, with the refused one", () =>
    against(
      inTurn(json(widget), { status: 500 }, json(widget), { status: 401 }, json(widget), { status: 401 }),
      async (_, { received, url }) => {
        const refusals: Array<string | undefined> = []
        const acme = asking(url, (refused) => `token-${refusals.push(refused)}`)
        for (let index = 0; index < 3; index++) await acme.Widgets.get({ id: "w1" })
        assert.deepStrictEqual(refusals, [undefined, undefined, undefined, undefined, "token-4"])
        assert.deepStrictEqual(
          received.map(({ headers }) => headers.authorization),
          [1, 2, 3, 4, 5].map((number) => `Bearer token-${number}`)
        )
        assert.instanceOf(await rejection(acme.Widgets.get({ id: "w1" })), Acme.InvalidToken)
        assert.strictEqual(received.length, 7)
      }
    ))

  it("rejects with CredentialsUnavailable if there is none, and sends nothing", () =>
    against(inTurn(json(widget)), async (_, { received, url }) => {
      const asks: ReadonlyArray<readonly [PromiseClient.Ask, RegExp]> = [
        [() => Promise.reject(new Error("no session")), /`accessToken` failed/],
        [
          () => {
            throw new Error("no session")
          },
          /`accessToken` failed/
        ],
        [() => "", /`accessToken` returned no text/],
        [() => undefined as never, /`accessToken` returned no text/]
      ]
      for (const [ask, reason] of asks) {
        const error = await rejection(asking(url, ask).Widgets.get({ id: "w1" }))
        assert.instanceOf(error, CredentialsUnavailable)
        assert.strictEqual(error.category, "Unauthorized")
        assert.match(error.reason, reason)
      }
      assert.strictEqual(received.length, 0)
    }))
})

it("is made from a vendor's operations, as in the README", () =>
  against(inTurn(json({ startedAt: "2026-11-21T09:30:00Z" }), json({}, 404)), async (_, { received, url }) => {
    await using acme = createAcme({ apiKey: "secret", baseUrl: url })
    const { startedAt } = await acme.Campaigns.start({ campaignId: 1 })
    assert.deepStrictEqual(startedAt, new Date("2026-11-21T09:30:00Z"))
    assert.strictEqual(received[0]!.headers["x-api-key"], "secret")
    assert.instanceOf(await rejection(acme.Campaigns.start({ campaignId: 2 })), CampaignNotFound)
  }))

it("comes with every error class that a call can meet", () => {
  type Tag<C> = C extends new (...args: Array<never>) => { readonly _tag: infer T } ? T : never
  type Exported = typeof promise & typeof HttpErrors
  type Tags = { [Name in keyof Exported]: Tag<Exported[Name]> }[keyof Exported]
  expectTypeOf<Tags>().toEqualTypeOf<CallError["_tag"] | "ClientClosed" | "EndlessList">()
})

// The client of a vendor whose module holds a schema that can be called.
it("omits schemas that are functions", () => {
  class Part extends Schema.Class<Part>("Part")({ size: Schema.Number }) {}
  const connection = PromiseClient.connect("acme", {}, (_) => Acme.layer("http://127.0.0.1:1", _))
  assert.deepStrictEqual(Object.keys(PromiseClient.derive(connection, "Parts", { Part, get: Acme.getWidget })), ["get"])
})
