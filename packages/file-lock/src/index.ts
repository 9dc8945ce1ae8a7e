/** A lock on a file, for processes on one machine or on several that share a volume. Imports no other package here. */
export { acquire, type AcquireOptions, FileBusy } from "./acquire.ts"
export { type Busy, contend, type Contender, type FileLock, type Timing } from "./FileLock.ts"
export { FileLockError } from "./FileLockError.ts"
export { type Owner } from "./Owner.ts"
export { resolveLinks } from "./resolveLinks.ts"
