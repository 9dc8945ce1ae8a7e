/** Waits for the lock of a file. */
import { contend, type FileLock, type Timing } from "./FileLock.ts"
import type { Owner } from "./Owner.ts"

export interface AcquireOptions extends Timing {
  /**
   * How long to wait for an owner that is known to be alive, in milliseconds. An owner on another machine is watched
   * until that is known, which takes up to two leases. Default: 0.
   */
  readonly wait?: number | undefined
}

/** Another process has the lock. */
export class FileBusy extends Error {
  readonly _tag = "FileBusy"
  override readonly name = "FileBusy"
  readonly path: string
  readonly owner: Owner | undefined

  constructor(path: string, owner: Owner | undefined) {
    const who = owner === undefined ? "another process" : `process ${owner.pid} on ${owner.host || "this machine"}`
    super(`${who} is using ${path}.`)
    this.path = path
    this.owner = owner
  }
}

const pause = 20

/** Rejects with {@link FileBusy} if another process keeps the lock, and with `FileLockError` if the disk refuses. */
export const acquire = async (file: string, { wait = 0, ...timing }: AcquireOptions = {}): Promise<FileLock> => {
  const contender = contend(file, timing)
  const start = performance.now()
  const mostWatched = Math.max(wait, 2 * (timing.lease ?? 10_000))
  for (;;) {
    const result = await contender.attempt()
    if (result._tag === "FileLock") return result
    const waited = performance.now() - start
    if (waited >= (result.isCertain ? wait : mostWatched)) throw new FileBusy(file, result.owner)
    // In random steps, so that contenders do not collide again and again.
    await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())))
  }
}
