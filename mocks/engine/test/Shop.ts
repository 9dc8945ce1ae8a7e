/** The rules of the invented vendor of Shop.yaml. */
import { fileURLToPath } from "node:url"
import { defineSandbox } from "../src/sandbox/index.ts"

interface Order {
  readonly id: number
  readonly item: string
  readonly note: string | null
  shipped: boolean
  readonly notify?: string
}

export const definition = defineSandbox<{ orders: Array<Order>; token: string }>({
  seed: ({ uuid }) => ({ orders: [{ id: 1, item: "tea", note: null, shipped: true }], token: uuid() }),
  authorize: ({ credentials }, accepted) =>
    accepted(credentials) ? undefined : { status: 401, body: { error: "key" } },
  operations: {
    listOrders: ({ query, state }) => ({
      status: 200,
      body: state.orders
        .filter(({ id }) => query["ids[]"]?.includes(id) ?? true)
        .slice(0, query["limit"] ?? 10)
        .map((order) => ({ ...order, asked: query }))
    }),
    placeOrder: ({ body, schedule, state }) => {
      const order: Order = { note: null, ...body, id: state.orders.length + 1, shipped: false }
      state.orders.push(order)
      schedule("ship", order.id, 60_000)
      return { status: 201, body: order }
    },
    getOrder: ({ path, state }) => {
      const order = state.orders.find(({ id }) => id === path["id"])
      return order === undefined ? { status: 404 } : { status: 200, body: order }
    },
    latestOrder: () => {
      throw new Error("a mistake in the rules")
    }
  },
  jobs: {
    ship: ({ deliver, state }, id: number) => {
      const order = state.orders.find((order) => order.id === id)
      if (order === undefined) return
      order.shipped = true
      if (order.notify !== undefined) {
        deliver({ event: "shipped", url: order.notify, body: { id }, retries: [15_000, 15_000] })
      }
    }
  },
  events: {
    lose: {
      description: "A parcel is lost.",
      example: { id: 1 },
      trigger: ({ state }, { id }) => {
        const order = state.orders.find((order) => order.id === id)
        if (order === undefined) throw new Error(`There is no order ${id}.`)
        order.shipped = false
      }
    }
  },
  limits: [
    {
      name: "a minute",
      window: 60_000,
      limit: 20,
      cost: ({ query }) => (query["limit"] === 10 ? 10 : 1),
      headers: ({ cost, remaining }) => ({ "x-cost": String(cost), "x-remaining": String(remaining) })
    }
  ]
})

/** What `startSandbox` takes. */
export const shop = { vendor: "shop", spec: fileURLToPath(new URL("Shop.yaml", import.meta.url)), definition }
