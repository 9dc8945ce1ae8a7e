/**
 * Keeps sandboxes in a file, so that a restart finds them as they were: an answer is given only after what it tells is
 * in the file. A file is replaced as a whole, so being killed leaves the one before or the one after. Calls that come
 * while it is written share the next write. One process at a time.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { rename, writeFile } from "node:fs/promises"
import { StateFileUnusable } from "../errors.ts"
import { isObject } from "./Json.ts"
import type { Kept } from "./Sandbox.ts"

const format = "salesbridge-sandbox-1"

export class StateFile {
  readonly path: string
  readonly #texts = new Map<string, string>()
  readonly #dirty = new Map<string, () => Kept>()
  #writing: Promise<void> | undefined
  #next: Promise<void> | undefined

  private constructor(path: string, vendors: Readonly<Record<string, unknown>>) {
    this.path = path
    for (const [vendor, snapshot] of Object.entries(vendors)) this.#texts.set(vendor, JSON.stringify(snapshot))
  }

  /** Opens or begins a file. Throws `StateFileUnusable` where it is none of ours or another process has it. */
  static open(path: string): StateFile {
    lock(path)
    try {
      return new StateFile(path, existsSync(path) ? read(path) : {})
    } catch (cause) {
      rmSync(`${path}.lock`, { force: true })
      throw cause
    }
  }

  /** What it holds of a vendor. */
  load(vendor: string): Kept | undefined {
    const text = this.#texts.get(vendor)
    return text === undefined ? undefined : (JSON.parse(text) as Kept)
  }

  /** Resolves once the file holds this vendor as it is now, or newer. */
  save(vendor: string, snapshot: () => Kept): Promise<void> {
    this.#dirty.set(vendor, snapshot)
    // The write under way may have begun before this change; the one after it will hold it.
    this.#next ??= (this.#writing ?? Promise.resolve()).then(() => {
      this.#next = undefined
      this.#writing = this.#write().finally(() => (this.#writing = undefined))
      return this.#writing
    })
    return this.#next
  }

  /** Waits for what is being written, and lets another process have the file. */
  async close(): Promise<void> {
    await (this.#next ?? this.#writing)?.catch(() => undefined)
    rmSync(`${this.path}.lock`, { force: true })
  }

  async #write(): Promise<void> {
    for (const [vendor, snapshot] of this.#dirty) this.#texts.set(vendor, JSON.stringify(snapshot()))
    this.#dirty.clear()
    const vendors = [...this.#texts].map(([vendor, text]) => `${JSON.stringify(vendor)}:${text}`)
    const part = `${this.path}.part`
    try {
      await writeFile(part, `{"format":"${format}","vendors":{${vendors.join(",\n")}}}\n`, { mode: 0o600 })
      await rename(part, this.path)
    } catch (cause) {
      // What is there is the state before. It goes with the next change, if there is room by then.
      rmSync(part, { force: true })
      throw unusable(this.path, reasonOf(cause))
    }
  }
}

const read = (path: string): Record<string, unknown> => {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, "utf8"))
  } catch (cause) {
    throw unusable(path, cause instanceof Error ? cause.message : String(cause))
  }
  if (!isObject(value) || value["format"] !== format || !isObject(value["vendors"])) {
    throw unusable(path, "it was not written by a sandbox of this version. Choose another file, or delete it")
  }
  return value["vendors"]
}

const reasonOf = (cause: unknown): string => {
  const { code, message } = cause as NodeJS.ErrnoException
  if (code === "ENOSPC" || code === "EDQUOT") return "the disk is full. Make room, or choose a file on another disk"
  return message
}

const unusable = (path: string, reason: string) => new StateFileUnusable({ path, reason })

const lock = (path: string): void => {
  const file = `${path}.lock`
  for (const again of [true, false]) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" })
      return
    } catch (cause) {
      if (!isObject(cause) || cause["code"] !== "EEXIST") {
        throw unusable(path, cause instanceof Error ? cause.message : String(cause))
      }
      const owner = Number(readFileSync(file, "utf8"))
      if (!again || isAlive(owner)) {
        throw unusable(path, `process ${owner} uses it. Stop that one, or choose another file`)
      }
      // Whoever wrote it was killed.
      rmSync(file, { force: true })
    }
  }
}

const isAlive = (pid: number): boolean => {
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return isObject(cause) && cause["code"] === "EPERM"
  }
}
