/** A lock could not be created or read, because of the disk, its permissions or its folder. */
import { codeOf } from "./node.ts"

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full: free some space and try again",
  EDQUOT: "the disk quota is used up: free some space and try again",
  EROFS: "the file system is read-only: choose a folder that can be written",
  EACCES: "permission denied: let this user write to the folder",
  EPERM: "permission denied: let this user write to the folder",
  ENOENT: "the folder does not exist: create it first"
}

export class FileLockError extends Error {
  readonly _tag = "FileLockError"
  override readonly name = "FileLockError"
  /** The file that was to be locked. */
  readonly path: string
  /** The system's code, such as `ENOSPC`. */
  readonly code: string | undefined
  /** What went wrong and what to do about it, without the path. */
  readonly reason: string

  constructor(path: string, cause: unknown) {
    const code = codeOf(cause)
    const reason = reasons[code ?? ""] ?? (cause instanceof Error ? cause.message : String(cause))
    super(`Cannot lock ${path}: ${reason}.`, { cause })
    this.path = path
    this.code = code
    this.reason = reason
  }
}
