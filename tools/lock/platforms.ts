/**
 * Keeps package-lock.json installable everywhere.
 *
 * `npm install` drops the native binaries of other platforms from the lock file if its registry does not carry them
 * (many company mirrors do not); `npm ci` then rejects the lock file on every machine. This restores those entries.
 * Their platform is read from their names, so that a registry is not needed. It also rejects addresses of registries.
 *
 * It does not replace `npm install`: run that first, then `npm run lock`.
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

/** Returns the platform binaries that a package lists as optional and that the lock file lacks. */
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
 * Returns the entries that contain the address of their registry; the lock file would work only if that is reachable.
 */
export const addressed = (lock: Lock): ReadonlyArray<string> =>
  Object.entries(lock.packages).flatMap(([path, entry]) => (/^https?:/.test(entry.resolved ?? "") ? [path] : []))

/** Returns the lock file with the missing entries and without the addresses. */
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
