/** A job on the sandbox's clock. Jobs run in the order in which they are due, and belong to a snapshot. */
export interface Job {
  readonly id: number
  /** Milliseconds since 1970. */
  readonly at: number
  readonly name: string
  readonly payload: unknown
}

export class Jobs {
  #jobs: Array<Job> = []
  #id = 0

  get all(): ReadonlyArray<Job> {
    return this.#jobs
  }

  get next(): Job | undefined {
    return this.#jobs[0]
  }

  add(name: string, payload: unknown, at: number): Job {
    const job = { id: ++this.#id, at, name, payload }
    // After jobs of the same time, so that they run in the order of scheduling.
    this.#jobs.splice(this.#jobs.findLastIndex((other) => other.at <= at) + 1, 0, job)
    return job
  }

  remove({ id }: Job): void {
    this.#jobs = this.#jobs.filter((job) => job.id !== id)
  }

  restore(jobs: ReadonlyArray<Job>): void {
    this.#jobs = [...jobs]
    this.#id = Math.max(this.#id, 0, ...jobs.map(({ id }) => id))
  }
}
