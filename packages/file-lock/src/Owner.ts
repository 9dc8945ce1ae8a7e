/**
 * Identifies the owner of a lock. A process id is not enough: ids are reused, and each container counts from 1. On Linux
 * the kernel's boot id, the namespace of process ids and the start time of the process make it unique.
 */
import { codeOf, fs } from "./node.ts"

export interface Owner {
  readonly pid: number
  readonly host: string
  /** The boot id of the kernel, which containers on one machine share. Absent on systems without /proc. */
  readonly boot?: string
  /** The namespace in which `pid` counts. */
  readonly namespace?: string
  /** When the process started, in ticks since the boot. */
  readonly started?: string
}

/** `unknown`: whether the owner goes on renewing its lock has to be watched. */
export type Liveness = "alive" | "dead" | "unknown"

let known: Promise<Owner> | undefined

/** This process. */
export const self = (): Promise<Owner> => (known ??= describe())

const describe = async (): Promise<Owner> => {
  const [boot, namespace, stat, host] = await Promise.all([
    text("/proc/sys/kernel/random/boot_id"),
    fs()
      .readlink("/proc/self/ns/pid")
      .catch(() => undefined),
    text("/proc/self/stat"),
    text("/proc/sys/kernel/hostname")
  ])
  // The /proc of another namespace has other processes under the same ids.
  const isOurs = stat?.split(" ", 1)[0] === String(process.pid)
  const started = isOurs ? startedIn(stat) : undefined
  return {
    pid: process.pid,
    host: host ?? process.env["COMPUTERNAME"] ?? process.env["HOSTNAME"] ?? "",
    ...(boot !== undefined && { boot }),
    ...(namespace !== undefined && { namespace }),
    ...(started !== undefined && { started })
  }
}

/** Whether the owner's process is running, as seen by `me`. */
export const liveness = async (owner: Owner, me: Owner): Promise<Liveness> => {
  const isVisible =
    owner.boot !== undefined &&
    owner.boot === me.boot &&
    owner.namespace !== undefined &&
    owner.namespace === me.namespace
  if (!isVisible) return "unknown"
  if (!exists(owner.pid)) return "dead"
  if (owner.started === undefined || me.started === undefined) return "unknown"
  const stat = await text(`/proc/${owner.pid}/stat`)
  if (stat === undefined) return exists(owner.pid) ? "unknown" : "dead"
  if (startedIn(stat) !== owner.started) return "dead"
  return isZombie(stat) ? "dead" : "alive"
}

const exists = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) !== "ESRCH"
  }
}

const text = (file: string): Promise<string | undefined> =>
  fs()
    .readFile(file, "utf8")
    .then(
      (content) => content.trim(),
      () => undefined
    )

/** The fields after the program's name, which may contain blanks and parentheses. */
const fields = (stat: string) => stat.slice(stat.lastIndexOf(")") + 2).split(" ")
const startedIn = (stat: string): string | undefined => fields(stat)[19]
const isZombie = (stat: string): boolean => fields(stat)[0] === "Z"

/** The owner that a lock names; `undefined` if this package did not write it. */
export const parseOwner = (content: string): Owner | undefined => {
  let value: unknown
  try {
    value = JSON.parse(content)
  } catch {
    return undefined
  }
  if (typeof value !== "object" || value === null || !("pid" in value) || !("host" in value)) return undefined
  const { pid } = value
  // Zero and negative ids name groups of processes.
  return Number.isSafeInteger(pid) && (pid as number) > 0 ? (value as Owner) : undefined
}
