/**
 * The lock of a file: a folder `<file>.lock` that holds one entry, named by an id that is used once, with the owner in
 * it. All steps are single system calls that either happen or do not:
 *
 * - Acquire: the folder is created elsewhere, with the owner in it, and renamed to its place. The rename succeeds only if
 *   nothing is there or an empty folder is, so a lock never appears without its owner.
 * - Release, and removal of a dead owner: the entry is deleted by its id. If several processes find the same dead owner,
 *   only one of them deletes the entry, and none can delete the entry of the next owner by mistake.
 *
 * An owner on this machine is dead when its process is. An owner in another container or on another machine renews its
 * entry, and counts as dead when a contender has not seen a renewal for the length of a lease. Contenders measure that
 * with their own clocks and ignore the time in the stamp, so clocks may differ.
 */
import { FileLockError } from "./FileLockError.ts"
import { fs, path as paths, unless } from "./node.ts"
import { liveness, type Owner, parseOwner, self } from "./Owner.ts"
import { resolveLinks } from "./resolveLinks.ts"

/** In milliseconds. All processes that contend for a file must use the same values. */
export interface Timing {
  /** How often a holder renews its entry. Default: 2,000. */
  readonly beat?: number | undefined
  /** How long an owner on another machine or in another container may go without renewing. Default: 10,000. */
  readonly lease?: number | undefined
}

/** A lock that this process holds. */
export interface FileLock {
  readonly _tag: "FileLock"
  /** Whether the lock is still held. A process that was suspended for longer than the lease may have lost it. */
  readonly isHeld: () => Promise<boolean>
  /** Releases the lock. Calling it again does nothing. */
  readonly release: () => Promise<void>
}

/** Another owner has the lock. */
export interface Busy {
  readonly _tag: "Busy"
  /** `undefined` if the lock does not name its owner. */
  readonly owner: Owner | undefined
  /** Whether the owner is known to be alive: its process was found, or a renewal was seen. */
  readonly isCertain: boolean
}

/** Asks for a lock repeatedly, and remembers what it saw in order to tell whether the owner is alive. */
export interface Contender {
  /** Rejects with {@link FileLockError}. */
  readonly attempt: () => Promise<FileLock | Busy>
}

/** The lock as one look found it. */
interface Found {
  /** The path of the entry, or of the lock itself if the lock is a file. */
  readonly entry: string
  readonly owner: Owner | undefined
  readonly renewed: number
}

const gone = ["ENOENT", "ENOTDIR"]
/** Another process has the lock. */
const taken = ["ENOTEMPTY", "EEXIST", "ENOTDIR"]
/** The codes on Windows, which reports an empty folder in the same way. */
const takenOnWindows = [...taken, "EPERM", "EACCES"]
/** An entry without an owner is not ours. After this many leases it is taken as abandoned. */
const abandoned = 6

/** Contends for the lock of a file. The file need not exist, but its folder must. Symbolic links are resolved once. */
export const contend = (file: string, timing: Timing = {}): Contender => {
  const beat = timing.beat ?? 2000
  const lease = timing.lease ?? 10_000
  let resolved: Promise<string> | undefined
  let watched: { readonly entry: string; renewed: number; since: number; sawRenewal: boolean } | undefined

  const isLeft = async (found: Found): Promise<boolean | "certainly not"> => {
    const now = performance.now()
    if (watched?.entry !== found.entry) {
      watched = { entry: found.entry, renewed: found.renewed, since: now, sawRenewal: false }
    } else if (watched.renewed !== found.renewed) {
      watched = { entry: found.entry, renewed: found.renewed, since: now, sawRenewal: true }
    }
    const me = await self()
    if (found.owner !== undefined) {
      const state = await liveness(found.owner, me)
      if (state !== "unknown") return state === "dead" ? true : "certainly not"
    }
    const age = Date.now() - found.renewed
    if (found.owner === undefined && age > abandoned * lease) return true
    // A stamp of this machine that is old or in the future: two missed renewals are proof enough.
    const isOdd = Math.abs(age) > lease && (found.owner === undefined || found.owner.boot === me.boot)
    if (now - watched.since >= (isOdd ? 2.5 * beat : lease)) return true
    return watched.sawRenewal ? "certainly not" : false
  }

  const attempt = async (lock: string): Promise<FileLock | Busy> => {
    const found = await look(lock)
    if (found !== undefined) {
      const left = await isLeft(found)
      if (left !== true) return busy(found.owner, left === "certainly not")
      // One of several contenders deletes it. If the lock has become a folder in the meantime, `unlink` fails.
      await unless([...gone, "EISDIR", "EPERM"], fs().unlink(found.entry))
    }
    const id = crypto.randomUUID()
    if (!(await install(lock, id))) return busy(undefined, false)
    await sweep(lock).catch(() => undefined)
    return held(lock, id, beat)
  }

  return {
    attempt: async () => {
      try {
        resolved ??= resolveLinks(file)
        return await attempt(`${await resolved}.lock`)
      } catch (cause) {
        resolved = undefined
        throw new FileLockError(file, cause)
      }
    }
  }
}

const busy = (owner: Owner | undefined, isCertain: boolean): Busy => ({ _tag: "Busy", owner, isCertain })

/** Finds the owner of the lock; `undefined` if it is free. */
const look = async (lock: string): Promise<Found | undefined> => {
  const entries = await unless(["ENOENT", "ENOTDIR"], fs().readdir(lock))
  const name = entries?.[0]
  if (entries !== undefined && name === undefined) return undefined
  const entry = name === undefined ? lock : paths().join(lock, name)
  const stat = await unless(gone, fs().stat(entry))
  // There is no lock, or its entry has just been deleted: it is free, or the next look shows who took it.
  if (stat === undefined || (name === undefined && stat.isDirectory())) return undefined
  const content = (await unless([...gone, "EACCES", "EISDIR"], fs().readFile(entry, "utf8"))) ?? ""
  return { entry, owner: parseOwner(content), renewed: stat.mtimeMs }
}

/** Puts a lock with its owner in place. False if another process was faster. Leaves nothing behind if it fails. */
const install = async (lock: string, id: string): Promise<boolean> => {
  const candidate = `${lock}.${id}`
  const entry = paths().join(candidate, id)
  try {
    await fs().mkdir(candidate)
    await fs().writeFile(entry, JSON.stringify(await self()), { flag: "wx" })
    if (await renamed(candidate, lock)) return true
  } catch (error) {
    await remove(candidate, entry)
    throw error
  }
  await remove(candidate, entry)
  return false
}

const renamed = async (candidate: string, lock: string): Promise<boolean> => {
  const isWindows = process.platform === "win32"
  const rename = async () => {
    await fs().rename(candidate, lock)
    return true
  }
  const done = await unless(isWindows ? takenOnWindows : taken, rename())
  if (done === true || !isWindows) return done === true
  // Windows does not rename over anything, not even an empty folder.
  await fs()
    .rmdir(lock)
    .catch(() => undefined)
  return (await unless(takenOnWindows, rename())) === true
}

/** Deletes an entry, then its folder unless another lock has taken its place. */
const remove = async (folder: string, entry: string): Promise<void> => {
  await fs()
    .unlink(entry)
    .catch(() => undefined)
  await fs()
    .rmdir(folder)
    .catch(() => undefined)
}

const held = (lock: string, id: string, beat: number): FileLock => {
  const entry = paths().join(lock, id)
  const renew = async () => {
    const now = new Date()
    await fs()
      .utimes(entry, now, now)
      .catch(() => undefined)
  }
  const renewing = setInterval(() => void renew(), beat)
  renewing.unref?.()
  return {
    _tag: "FileLock",
    isHeld: async () => (await unless(gone, fs().stat(entry))) !== undefined,
    release: async () => {
      clearInterval(renewing)
      await remove(lock, entry)
    }
  }
}

/** Deletes what processes left behind that died while they were acquiring a lock. */
const sweep = async (lock: string): Promise<void> => {
  const { basename, dirname, join } = paths()
  const folder = dirname(lock)
  const names = (await fs().readdir(folder)).filter((name) => name.startsWith(`${basename(lock)}.`))
  const me = await self()
  for (const name of names) {
    const candidate = join(folder, name)
    const found = await look(candidate)
    const isDead = found?.owner !== undefined && (await liveness(found.owner, me)) === "dead"
    if (isDead) await remove(candidate, found.entry)
  }
}
