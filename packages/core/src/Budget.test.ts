import { assert, describe, it } from "@effect/vitest"
import * as Budget from "./Budget.ts"

const second = 1000
const minute = 60_000
const noon = Date.UTC(2026, 10, 21, 12)

const make = (window: Budget.RemainingHeader["window"] = "1 minute") => Budget.make({ name: "x-left", window })

/** The headers of an answer that was written then, by the vendor's clock. */
const headers = (time: number, left?: string | number): Record<string, string> => ({
  date: new Date(time).toUTCString(),
  ...(left === undefined ? {} : { "x-left": String(left) })
})

/** An answer in no time, from a vendor whose clock is ours. */
const answer = (budget: Budget.Budget, time: number, left?: string | number) =>
  budget.observe(headers(time, left), time, time)

/** How many units could go now. They are given back. */
const free = (budget: Budget.Budget, now: number, atMost = 700): number => {
  const shares = Array.from({ length: atMost }, () => budget.share(1))
  const taken = shares.filter((share) => share.take(now) === undefined)
  for (const share of shares) share.settle()
  return taken.length
}

const wait = (budget: Budget.Budget, now: number, cost = 1) => {
  const share = budget.share(cost)
  const millis = share.take(now)
  share.settle()
  return millis
}

describe("the remaining quota", () => {
  it("is unknown at first: all calls may go", () => {
    assert.isUndefined(wait(make(), noon, 1_000_000))
  })

  it("is the vendor's figure", () => {
    const budget = make()
    answer(budget, noon + 10 * second, 17)
    assert.strictEqual(free(budget, noon + 10 * second), 17)
    assert.isUndefined(wait(budget, noon + 10 * second, 17))
    assert.strictEqual(wait(budget, noon + 10 * second, 18), 50 * second)
  })

  it("is reduced by the units of running calls until they end, once for each call", () => {
    const budget = make()
    answer(budget, noon, 10)
    const [one, other] = [budget.share(4), budget.share(5)]
    assert.isUndefined(one.take(noon))
    assert.isUndefined(other.take(noon))
    assert.strictEqual(free(budget, noon), 1)
    one.settle()
    one.settle()
    assert.strictEqual(free(budget, noon), 5)
    other.settle()
    assert.strictEqual(free(budget, noon), 10)
  })

  it("is not increased by a share that took nothing", () => {
    const budget = make()
    answer(budget, noon, 3)
    const large = budget.share(4)
    assert.isDefined(large.take(noon))
    large.settle()
    budget.share(100).settle()
    assert.strictEqual(free(budget, noon), 3)
  })

  it("is the lowest figure of a window, because responses may arrive out of order", () => {
    const budget = make()
    for (const left of [12, 10, 11, 13]) answer(budget, noon + second, left)
    assert.strictEqual(free(budget, noon + second), 10)
  })

  it("is unknown again in the next window", () => {
    const budget = make()
    answer(budget, noon + 10 * second, 0)
    assert.strictEqual(wait(budget, noon + minute - 1), 1)
    assert.isUndefined(wait(budget, noon + minute))
  })

  it("never holds a call that costs more than the whole quota for longer than a window", () => {
    const budget = make()
    answer(budget, noon, 600)
    assert.strictEqual(wait(budget, noon, 601), minute)
    assert.isUndefined(wait(budget, noon + minute, 601))
  })

  it.each(["", " ", "-1", "1e3", "0x10", "12 units", "600, 599", "NaN", "1.5", "١٢"])(
    "is not learned from a header of %j",
    (left) => {
      const budget = make()
      answer(budget, noon, left)
      assert.isUndefined(wait(budget, noon, 1_000_000))
      answer(budget, noon, 5)
      answer(budget, noon, left)
      assert.strictEqual(free(budget, noon), 5)
    }
  )

  it("is not changed by a response without the header", () => {
    const budget = make()
    answer(budget, noon, 5)
    answer(budget, noon)
    budget.observe({}, noon, noon)
    assert.strictEqual(free(budget, noon), 5)
  })
})

describe("the window of a response", () => {
  it("a response of an earlier window is ignored", () => {
    const budget = make()
    answer(budget, noon + 59 * second, 40)
    answer(budget, noon + minute, 600)
    budget.observe(headers(noon + 59 * second, 0), noon + 59 * second, noon + minute)
    assert.strictEqual(free(budget, noon + minute), 600)
  })

  it("a response of this window to a request of an earlier one is ignored, because the earlier window may have counted it", () => {
    const budget = make()
    answer(budget, noon + 59 * second, 40)
    budget.observe(headers(noon + minute, 0), noon + minute - 1, noon + minute + 300)
    assert.isUndefined(wait(budget, noon + minute + 300))
    budget.observe(headers(noon + minute, 599), noon + minute, noon + minute + 400)
    assert.strictEqual(free(budget, noon + minute + 400), 599)
  })

  it("windows of any length begin at multiples of their length", () => {
    const [seconds, hours, days] = [make("1 second"), make("1 hour"), make("1 day")]
    for (const budget of [seconds, hours, days]) answer(budget, noon, 0)
    assert.strictEqual(wait(seconds, noon), second)
    assert.strictEqual(wait(hours, noon), 60 * minute)
    assert.strictEqual(wait(days, noon), 12 * 60 * minute)
  })

  it("without a date, the local clock decides", () => {
    const budget = make()
    budget.observe({ "x-left": "0" }, noon + 10 * second, noon + 10 * second)
    assert.strictEqual(wait(budget, noon + 10 * second), 50 * second)
    budget.observe({ "x-left": "0", date: "yesterday" }, noon + minute, noon + minute)
    assert.strictEqual(wait(budget, noon + minute), minute)
  })
})

describe.each([-7 * minute, -31_415, -400, 0, 1, 999, 61_003, 3 * 60 * minute])(
  "where the vendor's clock is ahead of ours by %d ms",
  (ahead) => {
    it("the first response is used, whatever was taken before it", () => {
      const budget = make()
      const sent = noon + 10 * second - ahead
      assert.isUndefined(wait(budget, sent))
      budget.observe(headers(sent + ahead + 20, 8), sent, sent + 40)
      assert.strictEqual(free(budget, sent + 40), 8)
    })

    /** Makes requests that take this long, one after the other, from this time of the vendor's on. */
    const requests = (budget: Budget.Budget, from: number, to: number, takes: number, left: number) => {
      let sent = from - ahead
      for (; sent + ahead < to; sent += takes + 7) {
        budget.observe(headers(sent + ahead + takes / 2, left), sent, sent + takes)
      }
      return sent
    }

    it("no call enters a window too early, or more than a second too late", () => {
      for (const begins of [1, 500, 20_000, 58_999]) {
        const budget = make()
        budget.observe(headers(noon + begins, 0), noon + begins - ahead, noon + begins - ahead)
        const now = noon + begins + 600 - ahead
        const opens = now + wait(budget, now)! + ahead
        assert.isAtLeast(opens, noon + minute)
        assert.isAtMost(opens, noon + minute + second)
      }
    })

    it("more responses determine its offset as precisely as a response's duration allows", () => {
      const budget = make()
      const now = requests(budget, noon + 20 * second, noon + 25 * second, 40, 0)
      const opens = now + wait(budget, now)! + ahead
      assert.isAtLeast(opens, noon + minute)
      assert.isAtMost(opens, noon + minute + 60)
    })

    it("a window's first responses count once its offset is known", () => {
      const budget = make()
      requests(budget, noon + 20 * second, noon + 25 * second, 40, 0)
      const sent = noon + minute + 60 - ahead
      budget.observe(headers(sent + ahead + 20, 9), sent, sent + 40)
      assert.strictEqual(free(budget, sent + 40), 9)
    })
  }
)

describe("a clock that is adjusted, or a wrong date,", () => {
  it.each([-1, 1])("has an effect only until the next response (%d day)", (days) => {
    const budget = make()
    answer(budget, noon, 30)
    const wrong = noon + days * 24 * 60 * minute
    budget.observe(headers(wrong, 0), noon + second, noon + second)
    answer(budget, noon + 2 * second, 29)
    assert.strictEqual(free(budget, noon + 2 * second), 29)
    assert.strictEqual(wait(budget, noon + 2 * second, 30), 58 * second)
  })

  it("holds no call for longer than a window plus the uncertainty of its offset", () => {
    const budget = make()
    answer(budget, noon, 30)
    budget.observe(headers(noon + 24 * 60 * minute, 0), noon + second, noon + second)
    assert.isAtMost(wait(budget, noon + second)!, minute + second)
  })
})
