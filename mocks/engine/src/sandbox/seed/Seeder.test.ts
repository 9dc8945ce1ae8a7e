import { describe, expect, it } from "vitest"
import { shop } from "../../../test/testing.ts"
import { defineSandbox, type Seed, startSandbox } from "../index.ts"

interface State {
  owners: Record<string, { readonly owner: string; readonly name: string }>
  orders: Array<Order>
  readonly next: { orders: number }
}

interface Order {
  readonly id: number
  readonly item: string
  readonly owner: string | null
  readonly placed: string
  readonly due: string
  readonly seen: number
  readonly state: "open" | "done"
  readonly mail: string
  readonly lines: ReadonlyArray<{ readonly at?: string; readonly count: number }>
  readonly note?: string
}

const order = (id: number, owner: string | null): Order => ({
  id,
  item: "tea",
  owner,
  placed: "2026-01-01T10:00:00.000001Z",
  due: "2026-01-02",
  seen: 1_767_261_600_000,
  state: "done",
  mail: `a${id}@example.com`,
  lines: [{ at: "2026-01-01T10:00:00.000000Z", count: id }]
})

const definition = defineSandbox<State>({
  ...(shop.definition as object as Pick<ReturnType<typeof defineSandbox<State>>, "authorize" | "operations">),
  seed: ({ schedule }) => {
    schedule("age", 9, 1000)
    return {
      owners: { a1: { owner: "a1", name: "Ada" }, b2: { owner: "b2", name: "Bea" } },
      orders: [order(3, "a1"), order(9, null)],
      next: { orders: 20 }
    }
  },
  seededAt: "2026-01-01T10:00:00Z",
  jobs: { age: () => undefined },
  factories: {
    links: { owner: "owners" },
    choices: { orders: { state: ["open", "done"] } },
    defaults: { orders: () => ({ state: "open", note: undefined }) },
    setup: ["owners"]
  }
})

const now = "2026-05-10T12:00:00.500Z"
const start = (seed: Seed<State>) => startSandbox({ ...shop, definition }, { seed: seed as Seed, now })
const ordersOf = async (seed: Seed<State>) => {
  await using sandbox = await start(seed)
  return sandbox.state<State>().orders
}

describe("own data", () => {
  it("is added to the vendor's data, and completed from it", async () => {
    const orders = await ordersOf((s) => {
      const { owner } = s.owners.add({ name: "Cleo" })
      expect(s.orders.add({ item: "milk", owner })).toMatchObject({ id: 20, item: "milk", owner })
      s.orders.add({ id: 5, note: "soon" })
    })
    expect(orders.map(({ id }) => id)).toEqual([3, 5, 9, 20])
    expect(orders[1]).toEqual({
      id: 5,
      item: "tea",
      owner: null,
      placed: expect.stringMatching(/^2026-05-10T12:\d\d:\d\d\.\d{3}000Z$/) as unknown,
      due: "2026-05-10",
      seen: expect.any(Number) as unknown,
      state: "open",
      mail: expect.stringMatching(/^orders-\w+@example\.com$/) as unknown,
      lines: [{ at: "2026-05-10T10:00:00.000000Z", count: 3 }],
      note: "soon"
    })
  })

  it("has dates of the sandbox's clock, in the vendor's format", async () => {
    const [, , made] = await ordersOf((s) => {
      const placed = s.ago({ days: 1, hours: 2 })
      s.orders.add({ placed, due: s.fromNow("3 days"), seen: placed, lines: [{ at: placed, count: 1 }] as never })
    })
    expect(made).toMatchObject({ due: "2026-05-13", lines: [{ at: made!.placed }] })
    expect(made!.placed).toMatch(/^2026-05-09T10:\d\d:\d\d\.\d{3}000Z$/)
    expect(made!.seen).toBe(Date.parse(made!.placed))
  })

  it.each([
    ["2026-02-03", "2026-02-03T00:00:00.000000Z"],
    ["2026-02-03T04:05:06+02:00", "2026-02-03T02:05:06.000000Z"],
    ["2026-02-03T04:05:06.123456789Z", "2026-02-03T04:05:06.123456Z"]
  ])("takes %s for a date", async (placed, written) => {
    expect((await ordersOf({ orders: [{ placed }] }))[2]!.placed).toBe(written)
  })

  it("replaces the vendor's data after clear, including scheduled jobs", async () => {
    await using sandbox = await start((s) => {
      s.clear()
      s.orders.add({ owner: "a1", item: "milk" })
    })
    const { next, orders, owners } = sandbox.state<State>()
    expect([orders.length, orders[0]!.id, Object.keys(owners), next.orders]).toEqual([1, 20, ["a1", "b2"], 21])
    expect(sandbox.snapshot().jobs).toEqual([])
  })

  it("can clear and list one table", async () => {
    const orders = await ordersOf((s) => {
      expect(s.orders.rows()).toHaveLength(2)
      s.orders.clear()
      s.orders.add({ id: 1 })
    })
    expect(orders.map(({ id }) => id)).toEqual([1])
  })

  it("is restored by a reset and in snapshots; a reset removes rows that were added later", async () => {
    await using sandbox = await start({ orders: [{ id: 50, item: "milk" }] })
    const items = () => sandbox.state<State>().orders.map(({ id, item }) => `${id} ${item}`)
    const before = sandbox.snapshot()
    sandbox.add({ orders: [{ item: "salt" }] })
    expect(items()).toEqual(["3 tea", "9 tea", "50 milk", "51 salt"])
    sandbox.restore(before)
    expect(items()).toEqual(["3 tea", "9 tea", "50 milk"])
    sandbox.add((s: { clear: () => void }) => s.clear())
    sandbox.reset()
    expect(items()).toEqual(["3 tea", "9 tea", "50 milk"])
  })

  it("can be added through the control API, all rows or none", async () => {
    await using sandbox = await start({})
    const post = (rows: object) =>
      fetch(`${sandbox.url}/_sandbox/seed`, { method: "POST", body: JSON.stringify({ orders: rows }) })
    expect((await post([{ item: "milk", placed: { ago: "1 day" } }])).status).toBe(201)
    expect(sandbox.state<State>().orders[2]!.placed).toMatch(/^2026-05-09T12:/)
    const refused = await post([{ item: "salt" }, { item: 1 }])
    expect([refused.status, await refused.text()]).toEqual([
      400,
      expect.stringContaining("item is 1, and must be text")
    ])
    expect(sandbox.state<State>().orders).toHaveLength(3)
  })
})

describe("an error about own data says what is wrong, where, and what to do", () => {
  it.each<[string, unknown, string]>([
    ["table", { order: [] }, 'there is no table "order". There are: owners, orders.'],
    ["table in a function", (s: never) => (s as { order: { add: () => void } }).order.add(), 'no table "order"'],
    ["list", { orders: {} }, "orders: must be a list of objects."],
    ["field", { orders: [{ itm: "x" }] }, 'orders: there is no field "itm". There are: id, item, owner,'],
    ["kind", { orders: [{ item: 7 }] }, 'orders: item is 7, and must be text, as "tea".'],
    ["null", { orders: [{ item: null }] }, 'orders: item is null, and must be text, as "tea".'],
    [
      "date",
      { orders: [{ placed: "soon" }] },
      'placed is "soon", and must be a date, as "2026-05-10T10:00:00.000001Z".'
    ],
    ["Date", { orders: [{ item: new Date(0) }] }, "item is a Date, and must be text"],
    ["invalid Date", { orders: [{ placed: new Date("x") }] }, "placed is an invalid Date."],
    ["choice", { orders: [{ state: "lost" }] }, 'state is "lost", and must be one of "open", "done".'],
    ["link", { orders: [{ owner: "zz" }] }, 'owner is "zz", and there is no such row in owners. Add that first.'],
    ["identifier", { orders: [{ id: 9 }] }, "orders: id 9 already exists. Choose another."],
    ["length of time", (s: never) => (s as { ago: (_: object) => void }).ago({ day: 1 }), "Examples: { days: 1 }"],
    ["async function", async () => undefined, "must not be an async function"],
    ["what is none", "x", "must be rows by table"],
    [
      "set-up that is gone",
      (s: never) => (s as { owners: { clear: () => void } }).owners.clear(),
      "owners: the sandbox needs at least one"
    ]
  ])("%s", async (_, seed, message) => {
    await expect(start(seed as Seed<State>)).rejects.toThrow(message)
  })
})
