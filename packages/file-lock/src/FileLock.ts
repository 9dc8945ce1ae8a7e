/**
 * The lock of a file: a folder `<file>.lock` that holds one entry, named by an id that is used once, with the owner in
 * it. All steps are single system calls that either happen or do not:
 *
 * - Taking: the folder is made elsewhere, owner included, and renamed to its place. That succeeds where nothing or an
 *   empty folder is there, so a lock never appears without its owner.
 * - Giving back, and taking away from an owner that is gone: the entry is deleted by its id. Of several processes that
 *   found the same dead owner one deletes it, and nobody can delete the entry of the next owner by mistake.
 *
 * An owner that can be looked up is gone when its process is. Any other, in another container or on another machine,
 * renews its entry, and is gone once nobody has seen it do so for a while by his own clock: what the stamp says does
 * not matter, so clocks may differ.
 */
import { FileLockError } from "./FileLockError.ts"
import { fs, path as paths, unless } from "./node.ts"
import { liveness, type Owner, parseOwner, self } from "./Owner.ts"
import { resolveLinks } from "./resolveLinks.ts"

/** In milliseconds. The same for all who contend for a file. */
export interface Timing {
  /** How often a holder renews its entry. Default: 2,000. */
  readonly beat?: number | undefined
  /** How long an owner that cannot be looked up may go without renewing. Default: 10,000. */
  readonly lease?: number | undefined
}

/** A lock that this process holds. */
export interface FileLock {
  readonly _tag: "FileLock"
  /** Whether it is still held: a process that stood still for longer than the lease may have lost it. */
  readonly isHeld: () => Promise<boolean>
  /** Gives it back. May be called again. */
  readonly release: () => Promise<void>
}

/** Somebody else has the lock. */
export interface Busy {
  readonly _tag: "Busy"
  /** `undefined` where the lock does not say. */
  readonly owner: Owner | undefined
  /** Whether the owner surely lives: its process was seen, or its entry renewed. */
  readonly isCertain: boolean
}

/** One that asks for a lock, again and again: what it saw before tells whether an owner still lives. */
export interface Contender {
  /** Rejects with {@link FileLockError}. */
  readonly attempt: () => Promise<FileLock | Busy>
}

/** What stands in the way, as found in one look. */
interface Found {
  /** The entry, or the lock itself where it is a file. */
  readonly entry: string
  readonly owner: Owner | undefined
  readonly renewed: number
}

const gone = ["ENOENT", "ENOTDIR"]
/** Where another has the lock. */
const taken = ["ENOTEMPTY", "EEXIST", "ENOTDIR"]
/** What Windows says instead, and also where an empty folder is in its place. */
const takenOnWindows = [...taken, "EPERM", "EACCES"]
/** An entry without an owner is none of ours. After so many leases nobody is coming back for it. */
const abandoned = 6

/** Contends for the lock of a file, which need not exist; its folder must. Symbolic links are followed once. */
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
    // Long ago or in the future by the clock of this very machine: two missed renewals are proof enough.
    const isOdd = Math.abs(age) > lease && (found.owner === undefined || found.owner.boot === me.boot)
    if (now - watched.since >= (isOdd ? 2.5 * beat : lease)) return true
    return watched.sawRenewal ? "certainly not" : false
  }

  const attempt = async (lock: string): Promise<FileLock | Busy> => {
    const found = await look(lock)
    if (found !== undefined) {
      const left = await isLeft(found)
      if (left !== true) return busy(found.owner, left === "certainly not")
      // Of several one deletes it. Where the lock is a folder by now, `unlink` refuses.
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

/** Who has the lock; `undefined` where it is free. */
const look = async (lock: string): Promise<Found | undefined> => {
  const entries = await unless(["ENOENT", "ENOTDIR"], fs().readdir(lock))
  const name = entries?.[0]
  if (entries !== undefined && name === undefined) return undefined
  const entry = name === undefined ? lock : paths().join(lock, name)
  const stat = await unless(gone, fs().stat(entry))
  // The lock is not there, or its entry was deleted since: free, or so soon that the next look tells.
  if (stat === undefined || (name === undefined && stat.isDirectory())) return undefined
  const content = (await unless([...gone, "EACCES", "EISDIR"], fs().readFile(entry, "utf8"))) ?? ""
  return { entry, owner: parseOwner(content), renewed: stat.mtimeMs }
}

/** Puts a lock with its owner in place, or finds that another was faster. Leaves nothing behind where it fails. */
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
  // Windows renames onto nothing, not even an empty folder.
  await fs()
    .rmdir(lock)
    .catch(() => undefined)
  return (await unless(takenOnWindows, rename())) === true
}

/** Deletes an entry, then its folder, which stays where another lock has come into its place. */
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

/** Deletes what processes left that died on their way to a lock. */
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
