/**
 * A vendor's rate limit, shared by its callers. Each call waits for its share. One 429 holds back all of them. The
 * state is in memory, or in Redis if several processes share one account ({@link layerRedis}).
 */
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as RateLimiter from "effect/persistence/RateLimiter"
import * as Redis from "effect/persistence/Redis"
import * as Semaphore from "effect/Semaphore"
import * as Budget from "./Budget.ts"
import { byStoreTime } from "./QuotaRedisTime.ts"
import { boundClosing } from "./RedisClosing.ts"
import * as SteadyTime from "./SteadyTime.ts"
import * as TimedLimiter from "./TimedLimiter.ts"

export type { RemainingHeader } from "./Budget.ts"

/** The number of units allowed in any window of this length, wherever the window begins. */
export interface Limit {
  readonly limit: number
  readonly window: Duration.Input
  /**
   * How many units may be sent at once after a pause; at most half the limit. The burst counts towards the limit, so a
   * larger burst leaves a slower flow. Throughput is highest if the burst covers the most expensive call. Default: a
   * fortieth of the limit.
   */
  readonly burst?: number | undefined
}

/** How a vendor's layer limits its calls. */
export interface Options {
  /** Layers with the same key share the quota. Default: the vendor's name and account. */
  readonly key?: string | undefined
  /** The limits that the calls together must stay within. Default: the vendor's documented limits, if any. */
  readonly limits?: ReadonlyArray<Limit> | undefined
  /** The header whose figure corrects the count. Default: the vendor's, if it has one. */
  readonly remaining?: Budget.RemainingHeader | undefined
  /** The maximum time that one 429 holds back the other calls. Default: 5 minutes. */
  readonly maxHold?: Duration.Input | undefined
}

/** What the calls on one quota share. */
export interface Quota {
  /**
   * Waits for `cost` units. If the wait would not end before `deadline` (milliseconds of `SteadyTime`), it returns the
   * units and fails with the wait that is needed.
   */
  readonly take: (
    cost: number,
    deadline: number,
    options?: TakeOptions
  ) => Effect.Effect<Ticket, TooLong | RateLimiter.RateLimiterError>
  /** Holds back every call on this quota, because the call with this ticket got a 429. */
  readonly hold: (ticket: Ticket, wait: Duration.Duration) => Effect.Effect<void, RateLimiter.RateLimiterError>
  /** What remains according to the vendor's responses; `undefined` without the option `remaining`. */
  readonly budget: Budget.Budget | undefined
}

/** How units are taken. */
export interface TakeOptions {
  /** A share of the budget to wait for as well. Its creator settles it, however the call ends. */
  readonly share?: Budget.Share | undefined
  /** Called at the start of each wait, with its length. */
  readonly onWait?: ((wait: Duration.Duration) => void) | undefined
}

/** What a call asks for. */
interface Taking extends TakeOptions {
  readonly cost: number
  readonly deadline: number
}

/** The admission of a call. */
export interface Ticket {
  readonly epoch: number
  readonly cost: number
}

/** The quota is free only after the deadline. */
export class TooLong {
  readonly _tag = "TooLong"
  readonly wait: Duration.Duration
  constructor(wait: Duration.Duration) {
    this.wait = wait
  }
}

/** The limiter that new vendor layers share. By default each layer has its own, in memory. */
export class SharedLimiter extends Context.Reference<RateLimiter.RateLimiter | undefined>(
  "@salesbridge/core/Quota/SharedLimiter",
  { defaultValue: () => undefined }
) {}

/**
 * Shares the quotas of all vendor layers built with it through Redis, so that several processes together stay within
 * one account's limits. It needs a `Redis` service, such as `NodeRedis.layer` from `@effect/platform-node`.
 */
export const layerRedis = (options?: {
  /** The prefix of all keys. Default: `salesbridge:quota:`. */
  readonly prefix?: string | undefined
}): Layer.Layer<never, never, Redis.Redis> =>
  Layer.effect(
    SharedLimiter,
    Effect.andThen(boundClosing, Effect.zipWith(RateLimiter.make, Redis.Redis, byStoreTime))
  ).pipe(Layer.provide(RateLimiter.layerStoreRedis({ prefix: options?.prefix ?? "salesbridge:quota:" })))

const inMemory = RateLimiter.make.pipe(
  Effect.provide(RateLimiter.layerStoreMemory),
  Effect.map((_) => TimedLimiter.make(_))
)

/**
 * Evenly spaced calls may arrive in bunches, so a window at the vendor can contain a little more than one here: the
 * calls of this many milliseconds, or of this part of a short window.
 */
const arrivalMargin = { millis: 100, part: 0.02 }

/**
 * A token bucket of `burst` units. It refills so that the burst and the refill of any window stay within the limit. (A
 * bucket of the size of the limit would allow twice the limit.) If a full bucket is emptied, the last unit of the
 * window's refill comes after the window.
 */
const bucket = ({ burst, limit, window }: Limit) => {
  const size = Math.max(1, Math.floor(Math.min(limit / 2, burst ?? limit / 40)))
  const refill = Math.max(1, limit - size + 1)
  const millis = Duration.toMillis(Duration.fromInputUnsafe(window))
  const stretched = millis + Math.min(arrivalMargin.millis, millis * arrivalMargin.part)
  return { limit: size, window: Duration.millis((size / refill) * stretched) }
}

/** A remote store that takes longer counts as not answering. In milliseconds. */
const storeAnswersWithin = 2000

const storeIsSilent = new RateLimiter.RateLimiterError({
  reason: new RateLimiter.RateLimitStoreError({ message: "The store does not answer in time" })
})

/** The quota of a key, in the shared limiter if there is one. */
export const make = (key: string, options?: Options): Effect.Effect<Quota> =>
  Effect.gen(function* () {
    const shared = yield* SharedLimiter
    const state: State = {
      key,
      limiter: shared ?? (yield* inMemory),
      isShared: shared !== undefined,
      buckets: (options?.limits ?? []).map((limit, index) => ({ ...bucket(limit), key: `${key}:${index}` })),
      maxHold: Duration.fromInputUnsafe(options?.maxHold ?? "5 minutes"),
      queue: Semaphore.makeUnsafe(1),
      held: shared !== undefined,
      queued: 0
    }
    return {
      budget: options?.remaining === undefined ? undefined : Budget.make(options.remaining),
      take: (cost, deadline, options) => {
        const taking: Taking = { ...options, cost, deadline }
        if (state.buckets.length === 0) return waitForVendor(state, taking, admit(state, taking))
        return Effect.flatMap(state.queue.withPermitsIfAvailable(1)(first(state, taking)), (ticket) =>
          ticket._tag === "Some" ? Effect.succeed(ticket.value) : waitInQueue(state, taking)
        )
      },
      hold: (ticket, wait) => Effect.suspend(() => holdBack(state, ticket, wait))
    }
  })

/** What the calls on one quota share, in this process or through the store. */
interface State {
  readonly key: string
  readonly limiter: RateLimiter.RateLimiter
  /** Whether other processes share the limiter. */
  readonly isShared: boolean
  readonly buckets: ReadonlyArray<ReturnType<typeof bucket> & { readonly key: string }>
  readonly maxHold: Duration.Duration
  readonly queue: Semaphore.Semaphore
  /** Whether there may have been a 429. A limiter that is not shared learns of it only from calls of this quota. */
  held: boolean
  /** The units that queued calls wait for. */
  queued: number
}

type Failure = TooLong | RateLimiter.RateLimiterError
type Admission = Effect.Effect<Ticket, Failure>

const bounded = <A>(
  { isShared }: State,
  asked: Effect.Effect<A, RateLimiter.RateLimiterError>,
  deadline = Infinity
): Effect.Effect<A, RateLimiter.RateLimiterError> =>
  isShared
    ? Effect.flatMap(SteadyTime.millis, (now) =>
        Effect.timeoutOrElse(asked, {
          duration: Duration.millis(Math.max(0, Math.min(storeAnswersWithin, deadline - now))),
          orElse: () => Effect.fail(storeIsSilent)
        })
      )
    : asked

const waitFor = (wait: Duration.Duration, { deadline, onWait }: Taking): Effect.Effect<void, TooLong> =>
  Effect.flatMap(SteadyTime.millis, (now) => {
    if (now + Duration.toMillis(wait) >= deadline) return Effect.fail(new TooLong(wait))
    onWait?.(wait)
    return Effect.sleep(wait)
  })

/**
 * A call that is not sent returns its share. Otherwise calls that gave up would starve later ones. It does not wait for
 * the store.
 */
const giveBack = (state: State, share: Effect.Effect<unknown, RateLimiter.RateLimiterError>) =>
  Effect.forkDetach(Effect.ignore(bounded(state, share)), { startImmediately: true })

const learned = ({ key, limiter, maxHold }: State, tokens: number) =>
  limiter.adaptiveConsume({ key, tokens, fallbackLimit: 1, fallbackWindow: maxHold })

/**
 * The hold of the last 429s. It has a key of its own: with what it has learned from earlier ones, the limiter no longer
 * holds everybody back. Without units, it learns nothing.
 */
const hold = ({ key, limiter, maxHold }: State) =>
  limiter.adaptiveConsume({ key: `${key}:hold`, tokens: 0, fallbackLimit: 1, fallbackWindow: maxHold })

/** Takes units of what the limiter has learned. `delay` is until they are free, and until the hold is over. */
const asked = (state: State, tokens: number) =>
  Effect.zipWith(
    learned(state, tokens),
    hold(state),
    (taken, held) => ({
      ...taken,
      delay: Duration.max(taken.delay, held.delay),
      isHeld: !Duration.isZero(held.delay) || (taken.phase === "cooldown" && !Duration.isZero(taken.delay))
    }),
    { concurrent: true }
  )

const holdBack = (state: State, { cost, epoch }: Ticket, wait: Duration.Duration) => {
  const { key, limiter, maxHold } = state
  state.held = true
  const refused = { status: 429, retryAfter: Duration.min(wait, maxHold) }
  const learn = limiter.adaptiveFeedback({ key, epoch, tokens: cost, ...refused })
  const extend = Effect.flatMap(hold(state), ({ epoch }) =>
    limiter.adaptiveFeedback({ key: `${key}:hold`, epoch, tokens: 0, ...refused })
  )
  return bounded(state, Effect.andThen(extend, learn))
}

/** Waits until no 429 holds the calls back. */
const outlast = (state: State, taking: Taking): Admission =>
  Effect.suspend(() => {
    const { cost, deadline } = taking
    if (!state.held) return Effect.succeed({ epoch: 0, cost })
    return Effect.flatMap(bounded(state, asked(state, 0), deadline), ({ delay, epoch, isHeld }) =>
      isHeld ? Effect.andThen(waitFor(delay, taking), outlast(state, taking)) : Effect.succeed({ epoch, cost })
    )
  })

/** Waits until the hold is over, and for an undocumented limit that the limiter has learned from earlier 429s. */
const admit = (state: State, taking: Taking): Admission => {
  const { cost, deadline } = taking
  if (!state.held) return Effect.succeed({ epoch: 0, cost })
  return Effect.flatMap(bounded(state, asked(state, cost), deadline), ({ delay, epoch, phase }) => {
    if (Duration.isZero(delay)) return Effect.succeed({ epoch, cost })
    const slept = waitFor(delay, taking)
    return phase === "cooldown"
      ? Effect.andThen(slept, admit(state, taking))
      : Effect.andThen(slept, outlast(state, taking)).pipe(Effect.onError(() => giveBack(state, learned(state, -cost))))
  })
}

/** Takes units from each bucket in turn, then runs `next`. Returns the units if that fails. */
const spend = (
  state: State,
  taking: Taking,
  next: Admission,
  [bucket, ...rest]: State["buckets"] = state.buckets
): Admission => {
  if (bucket === undefined) return next
  const { cost, deadline } = taking
  const by = (tokens: number) =>
    state.limiter.consume({ ...bucket, tokens, algorithm: "token-bucket", onExceeded: "delay" })
  // Units beyond the burst are taken from the following refill.
  const beyond = cost - bucket.limit
  let taken = cost
  return Effect.flatMap(bounded(state, by(cost), deadline), ({ delay }) => {
    const others = spend(state, taking, next, rest)
    const paid = Effect.suspend(() => {
      if (beyond <= 0) return others
      taken += beyond
      return Effect.andThen(bounded(state, by(beyond), deadline), others)
    })
    return (Duration.isZero(delay) ? paid : Effect.andThen(waitFor(delay, taking), paid)).pipe(
      Effect.onError(() => giveBack(state, by(-taken)))
    )
  })
}

/** Waits until the vendor's own figure allows the share. */
const waitForVendor = (state: State, taking: Taking, next: Admission): Admission => {
  const { share } = taking
  if (share === undefined) return next
  return Effect.flatMap(next, (ticket) =>
    Effect.clockWith((clock) => {
      const wait = share.take(SteadyTime.millisOf(clock))
      if (wait === undefined) return Effect.succeed(ticket)
      return Effect.andThen(
        waitFor(Duration.millis(wait), taking),
        waitForVendor(state, taking, outlast(state, taking))
      )
    })
  )
}

/**
 * Only the first call of the queue takes units. Otherwise units that are returned, and later units taken by others,
 * would be sent at the same time.
 */
const first = (state: State, taking: Taking): Admission =>
  Effect.flatMap(admit(state, taking), (before) =>
    Effect.clockWith((clock) => {
      const start = SteadyTime.millisOf(clock)
      // A 429 may have arrived while this call waited.
      const after = Effect.suspend(() =>
        SteadyTime.millisOf(clock) === start ? Effect.succeed(before) : outlast(state, taking)
      )
      return spend(state, taking, waitForVendor(state, taking, after))
    })
  )

/** Waits in the queue. */
const waitInQueue = (state: State, taking: Taking): Admission =>
  Effect.flatMap(SteadyTime.millis, (now) => {
    const { cost, deadline } = taking
    const waits = state.buckets.map(
      ({ limit, window }) => ((state.queued + cost - limit) * Duration.toMillis(window)) / limit
    )
    const wait = Duration.millis(Math.max(0, ...waits))
    if (now + Duration.toMillis(wait) >= deadline) return Effect.fail(new TooLong(wait))
    let waiting = cost
    state.queued += waiting
    const leave = Effect.sync(() => {
      state.queued -= waiting
      waiting = 0
    })
    return state.queue.withPermit(Effect.andThen(leave, first(state, taking))).pipe(
      Effect.timeoutOrElse({
        duration: Duration.millis(deadline - now),
        orElse: () => Effect.fail(new TooLong(wait))
      }),
      Effect.ensuring(leave)
    )
  })
