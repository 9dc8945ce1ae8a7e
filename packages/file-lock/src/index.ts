/** The lock of a file among processes, on one machine or on several that share a volume. Imports nothing of ours. */
export { acquire, type AcquireOptions, FileBusy } from "./acquire.ts"
export { type Busy, contend, type Contender, type FileLock, type Timing } from "./FileLock.ts"
export { FileLockError } from "./FileLockError.ts"
export { type Owner } from "./Owner.ts"
export { resolveLinks } from "./resolveLinks.ts"
