/**
 * Keeps package-lock.json installable everywhere.
 *
 * `npm install` drops the native binaries of other platforms from the lock file when the registry it talks to does not
 * carry them (many company mirrors do not); `npm ci` then refuses the lock on every machine. This puts those entries
 * back. Their platform is read from their names, so no registry is asked. It also refuses addresses of registries.
 *
 * It is not a replacement for `npm install`: run that first, then `npm run lock`.
 */
export interface Lock {
  packages: Record<string, LockEntry>
}

export interface LockEntry {
  version?: string
  resolved?: string
  integrity?: string
  dev?: boolean
  optional?: boolean
  license?: string
  os?: ReadonlyArray<string>
  cpu?: ReadonlyArray<string>
  libc?: ReadonlyArray<string>
  optionalDependencies?: Record<string, string>
}

const platform =
  /(?<os>android|darwin|freebsd|linux|openharmony|win32)-(?<cpu>arm64|arm|ia32|ppc64|riscv64|s390x|x64)(?:-(?<abi>gnu|musl|msvc|eabi|gnueabihf|musleabihf))?$/

const locate = (lock: Lock, from: string, name: string): string | undefined => {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    const path = folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (path in lock.packages) return path
    if (folder === "") return undefined
  }
}

/** The entries that a package asks for as an optional platform binary and that the lock file lacks. */
export const missing = (lock: Lock): ReadonlyMap<string, LockEntry> => {
  const found = new Map<string, LockEntry>()
  for (const [from, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const match = platform.exec(name)?.groups
      if (match === undefined || locate(lock, from, name) !== undefined || !/^\d/.test(version)) continue
      const { os, cpu, abi } = match
      const libc = abi?.startsWith("gnu") ? "glibc" : abi?.startsWith("musl") ? "musl" : undefined
      found.set(`node_modules/${name}`, {
        version,
        cpu: [cpu!],
        ...(entry.dev === true ? { dev: true } : {}),
        ...(os === "linux" && libc !== undefined ? { libc: [libc] } : {}),
        optional: true,
        os: [os!]
      })
    }
  }
  return found
}

/**
 * Entries that name the registry that they were fetched from. The lock file would work only with access to that
 * registry.
 */
export const addressed = (lock: Lock): ReadonlyArray<string> =>
  Object.entries(lock.packages).flatMap(([path, entry]) => (/^https?:/.test(entry.resolved ?? "") ? [path] : []))

/** The lock file with the missing entries in, and the addresses out. */
export const completed = (lock: Lock): Lock => {
  const packages = { ...lock.packages, ...Object.fromEntries(missing(lock)) }
  const sorted = Object.keys(packages).toSorted((a, b) => a.localeCompare(b, "en"))
  return {
    ...lock,
    packages: Object.fromEntries(
      sorted.map((path) => {
        const { resolved, ...entry } = packages[path]!
        return [path, resolved === undefined || /^https?:/.test(resolved) ? entry : packages[path]!]
      })
    )
  }
}
