/** Webhook posts, sent and waiting. Each attempt is a job on the sandbox's clock. */
import type { Job } from "./Jobs.ts"
import { type Delivered, type Delivery, post, refusal } from "./Webhooks.ts"

/** Older ones are forgotten. */
const most = 1000

interface Surroundings {
  readonly vendor: string
  readonly allowHosts: ReadonlyArray<string>
  readonly now: () => number
  /** Schedules another attempt, this many milliseconds after a time. */
  readonly again: (delivery: Delivered, at: number) => void
  /** Called after each attempt. */
  readonly ended: () => void
}

export class Deliveries {
  #all: Array<Delivered> = []
  readonly #posting = new Map<Job, Promise<void>>()
  readonly #surroundings: Surroundings

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings
  }

  /** Oldest first, at most the last 1000. */
  get all(): ReadonlyArray<Delivered> {
    return this.#all
  }

  /** The attempts in progress. */
  get posting(): ReadonlyMap<Job, Promise<void>> {
    return this.#posting
  }

  add(delivery: Delivery): Delivered {
    const id = (this.#all.at(-1)?.id ?? 0) + 1
    const delivered: Delivered = { ...delivery, id, state: "waiting", attempts: [] }
    this.#all.push(delivered)
    if (this.#all.length > 2 * most) this.#all = this.#all.slice(-most)
    return delivered
  }

  clear(): void {
    this.#all = []
  }

  /** Makes the attempt of a job. */
  attempt(job: Job): void {
    const { again, allowHosts, ended, now, vendor } = this.#surroundings
    const delivery = job.payload as Delivered
    const at = now()
    const not = refusal(delivery.url, allowHosts)
    if (not !== undefined) {
      this.#update({ ...delivery, state: "refused", attempts: [{ at, error: `Not sent: ${not}.` }] })
      return
    }
    const ending = post(delivery, vendor).then((result) => {
      this.#posting.delete(job)
      const attempts = [...delivery.attempts, { at, ...result }]
      const good = result.status !== undefined && result.status >= 200 && result.status < 300
      const wait = good ? undefined : delivery.retries?.[attempts.length - 1]
      const state = good ? "delivered" : wait === undefined ? "failed" : "waiting"
      const updated: Delivered = { ...delivery, attempts, state }
      this.#update(updated)
      if (wait !== undefined) again(updated, at + wait)
      ended()
    })
    this.#posting.set(job, ending)
  }

  #update(delivery: Delivered): void {
    const index = this.#all.findIndex(({ id }) => id === delivery.id)
    if (index === -1) this.#all.push(delivery)
    else this.#all[index] = delivery
  }
}
