/** Time for deadlines, waits and quotas: it goes on when the computer's clock is set back. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"

interface Reading {
  /** The latest time that was read. */
  last: number
  /** By how much the clock has been set back so far. */
  setBack: number
}

const readings = new WeakMap<Clock.Clock, Reading>()

/** Milliseconds since the epoch by this clock, plus those by which it has been set back since the first reading. */
export const millisOf = (clock: Clock.Clock): number => {
  const time = clock.currentTimeMillisUnsafe()
  const reading = readings.get(clock)
  if (reading === undefined) {
    readings.set(clock, { last: time, setBack: 0 })
    return time
  }
  reading.setBack += Math.max(0, reading.last - time - reading.setBack)
  return (reading.last = time + reading.setBack)
}

/** The current time in milliseconds. */
export const millis: Effect.Effect<number> = Effect.clockWith((clock) => Effect.succeed(millisOf(clock)))

/** Runs an effect whose time is the steady one, plus `ahead()` milliseconds. */
export const provide = <A, E, R>(effect: Effect.Effect<A, E, R>, ahead: () => number = () => 0) =>
  Effect.clockWith((clock) => {
    const millis = () => Math.round(millisOf(clock) + ahead())
    const steady: Clock.Clock = Object.assign(Object.create(clock), {
      currentTimeMillisUnsafe: millis,
      currentTimeMillis: Effect.sync(millis)
    })
    return Effect.provideService(effect, Clock.Clock, steady)
  })
