/**
 * Saves sandboxes in a file, so that a restart continues where they were. An answer is sent only after its change is in
 * the file. The file is replaced as a whole, so a kill leaves the old or the new version. Changes during a write share
 * the next one. Only one process can use a file.
 */
import { acquire, FileBusy, type FileLock, FileLockError, resolveLinks } from "@salesbridge/file-lock"
import { existsSync, readFileSync } from "node:fs"
import { rename, rm, writeFile } from "node:fs/promises"
import { hostname } from "node:os"
import { StateFileUnusable } from "../errors.ts"
import { isObject } from "@salesbridge/openapi/Json"
import type { Kept } from "./Sandbox.ts"

const format = "salesbridge-sandbox-1"

export class StateFile {
  /** The path as given. */
  readonly path: string
  /** The path behind symbolic links. */
  readonly #file: string
  readonly #lock: FileLock
  /** Encoded, since a change of one vendor writes those of the others again. */
  readonly #texts = new Map<string, Buffer>()
  readonly #dirty = new Map<string, () => Kept>()
  #writing: Promise<void> | undefined
  #next: Promise<void> | undefined

  private constructor(path: string, file: string, lock: FileLock, vendors: Readonly<Record<string, unknown>>) {
    this.path = path
    this.#file = file
    this.#lock = lock
    for (const [vendor, snapshot] of Object.entries(vendors)) this.#encode(vendor, snapshot)
  }

  /** Opens or creates a file. Rejects with `StateFileUnusable` if it is another kind of file, or in use. */
  static async open(path: string): Promise<StateFile> {
    const lock = await acquire(path).catch((cause: unknown) => {
      throw unusable(path, whyNot(cause))
    })
    try {
      const file = await resolveLinks(path)
      return new StateFile(path, file, lock, existsSync(file) ? read(file) : {})
    } catch (cause) {
      await lock.release()
      throw cause
    }
  }

  /** What the file holds of a vendor. */
  load(vendor: string): Kept | undefined {
    const text = this.#texts.get(vendor)
    return text === undefined ? undefined : (JSON.parse(text.toString()) as Kept)
  }

  #encode(vendor: string, snapshot: unknown): void {
    this.#texts.set(vendor, Buffer.from(JSON.stringify(snapshot)))
  }

  /** Resolves when the file holds the vendor's current state, or a newer one. */
  save(vendor: string, snapshot: () => Kept): Promise<void> {
    this.#dirty.set(vendor, snapshot)
    // The current write may have begun before this change, so the next one must include it.
    const before = (this.#writing ?? Promise.resolve()).catch(() => undefined)
    this.#next ??= before.then(() => {
      this.#next = undefined
      this.#writing = this.#write().finally(() => (this.#writing = undefined))
      return this.#writing
    })
    return this.#next
  }

  /** Waits for the current write, and releases the file. */
  async close(): Promise<void> {
    await (this.#next ?? this.#writing)?.catch(() => undefined)
    await this.#lock.release()
  }

  async #write(): Promise<void> {
    for (const [vendor, snapshot] of this.#dirty) this.#encode(vendor, snapshot())
    this.#dirty.clear()
    const vendors = [...this.#texts].flatMap(([vendor, text], index) => [
      `${index === 0 ? "" : ",\n"}${JSON.stringify(vendor)}:`,
      text
    ])
    if (!(await this.#lock.isHeld())) throw unusable(this.path, "another process has taken it over")
    const part = `${this.#file}.part`
    try {
      await writeFile(part, [`{"format":"${format}","vendors":{`, ...vendors, "}}\n"], { mode: 0o600 })
      await rename(part, this.#file)
    } catch (cause) {
      // The file keeps the previous state until the next change finds space.
      await rm(part, { force: true })
      throw unusable(this.path, reasonOf(cause))
    }
  }
}

const read = (path: string): Record<string, unknown> => {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, "utf8"))
  } catch (cause) {
    // What is not JSON is refused below, in more helpful words.
    if (!(cause instanceof SyntaxError)) throw unusable(path, cause instanceof Error ? cause.message : String(cause))
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

const whyNot = (cause: unknown): string => {
  if (cause instanceof FileBusy) {
    const who = cause.owner === undefined ? "another process" : `process ${cause.owner.pid}`
    const where = cause.owner === undefined || cause.owner.host === hostname() ? "" : ` on ${cause.owner.host}`
    return `${who}${where} uses it. Stop that one, or choose another file`
  }
  if (cause instanceof FileLockError) return cause.reason
  return cause instanceof Error ? cause.message : String(cause)
}
