/** Waits for the lock of a file. */
import { contend, type FileLock, type Timing } from "./FileLock.ts"
import type { Owner } from "./Owner.ts"

export interface AcquireOptions extends Timing {
  /**
   * How long to wait for an owner that surely lives, in milliseconds. One that cannot be looked up is watched until that
   * is certain, for one lease at most. Default: 0.
   */
  readonly wait?: number | undefined
}

/** Another process has the file. */
export class FileBusy extends Error {
  readonly _tag = "FileBusy"
  override readonly name = "FileBusy"
  readonly path: string
  readonly owner: Owner | undefined

  constructor(path: string, owner: Owner | undefined) {
    const who = owner === undefined ? "another process" : `process ${owner.pid} on ${owner.host || "this machine"}`
    super(`${who} uses ${path}.`)
    this.path = path
    this.owner = owner
  }
}

const pause = 20

/** Rejects with {@link FileBusy} where another keeps the file, and with `FileLockError` where the disk refuses. */
export const acquire = async (file: string, { wait = 0, ...timing }: AcquireOptions = {}): Promise<FileLock> => {
  const contender = contend(file, timing)
  const start = performance.now()
  const mostWatched = Math.max(wait, 2 * (timing.lease ?? 10_000))
  for (;;) {
    const result = await contender.attempt()
    if (result._tag === "FileLock") return result
    const waited = performance.now() - start
    if (waited >= (result.isCertain ? wait : mostWatched)) throw new FileBusy(file, result.owner)
    // In unequal steps, so that contenders do not meet again and again.
    await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())))
  }
}
