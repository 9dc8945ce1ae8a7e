/**
 * `npm run release:rehearse`: rehearses a release without publishing anything. It raises versions and changelogs in a
 * copy of the working tree, publishes to its own registry on loopback, and installs from there into empty folders, as
 * consumers do. Then it plants a breaking change in one vendor and releases that as well. `-- --keep` keeps the
 * temporary folder; `-- --consumer plain` tries only that consumer and skips the second release.
 *
 * Exit code 0: the release is possible; 1: it is not, and the log says what happened; 2: wrong usage.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from "node:fs"
import { rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { delimiter, join, relative } from "node:path"
import { fileURLToPath } from "node:url"
import { quiet } from "./nx/run.ts"
import { publishedPackages } from "./publishedPackages.ts"
import { type Arguments, parse, usage } from "./rehearse/Arguments.ts"
import { changedPackage, changelogs, changedNames, plantBreakingChange } from "./rehearse/Breaking.ts"
import { CommandFailed, each, type Place, run, withoutNpm } from "./rehearse/Commands.ts"
import { type Consumer, consumers, nodePackage, pin, projects } from "./rehearse/Consumer.ts"
import { copyTree } from "./rehearse/Copy.ts"
import { entry, since, step, table } from "./rehearse/Log.ts"
import { pack, type Packed } from "./rehearse/Pack.ts"
import { startRegistry } from "./rehearse/Registry.ts"
import * as Upgrade from "./rehearse/Upgrade.ts"

interface Manifest {
  readonly name: string
  readonly version: string
  readonly publishConfig?: { readonly provenance?: boolean }
  readonly devDependencies?: { readonly [name: string]: string }
  readonly dependencies?: { readonly [name: string]: string }
  readonly peerDependencies?: { readonly [name: string]: string }
}

const root = fileURLToPath(new URL("../", import.meta.url))
const started = performance.now()

const read = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))

/** Returns the published packages of a tree, with absolute folders. */
const published = (tree: string) =>
  publishedPackages<Manifest>(tree).map(({ folder, manifest }) => ({ folder: join(tree, folder), manifest }))

/**
 * Returns the version that consumers install: of a released package any compatible one, of other packages the one used
 * in the workspace.
 */
const versionIn =
  (released: ReadonlyMap<string, string>) =>
  (name: string): string => {
    const version = released.get(name)
    if (version !== undefined) return `^${version}`
    const manifests = [root, ...published(root).map(({ folder }) => folder)].map(read)
    const found = manifests
      .map((_) => _.devDependencies?.[name] ?? _.dependencies?.[name] ?? _.peerDependencies?.[name])
      .find((_) => _ !== undefined)
    if (found === undefined) throw new Error(`No package of this workspace uses ${name}, so its version must be given.`)
    return found
  }

const rehearse = async ({ consumers: wanted, keep, second }: Arguments, signal: AbortSignal): Promise<void> => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "rehearsal-")))
  const tree = join(folder, "tree")
  const bins = join(root, "node_modules", ".bin")
  const clean = { ...withoutNpm(process.env), ...quiet, PATH: `${bins}${delimiter}${process.env["PATH"]}` }
  const author = { GIT_AUTHOR_NAME: "rehearsal", GIT_AUTHOR_EMAIL: "rehearsal@example.com" }
  const committer = { GIT_COMMITTER_NAME: "rehearsal", GIT_COMMITTER_EMAIL: "rehearsal@example.com" }
  const outside = { ...clean, ...author, ...committer, CI: "true", FORCE_COLOR: "0" }
  let close = async () => {}
  let tables = ""
  try {
    await step("copied the working tree", () => copyTree(root, tree, { env: outside, signal }))
    const uplink = (await run("npm", ["config", "get", "registry"], { cwd: root, env: process.env, signal })).trim()
    const registry = await step(
      "started a registry",
      () => startRegistry(join(folder, "registry"), uplink, outside),
      ({ url }) => url
    )
    close = registry.close
    // A separate cache, so that everything installed comes from the registry.
    const env = { ...outside, NPM_CONFIG_USERCONFIG: registry.npmrc, NPM_CONFIG_CACHE: join(folder, "cache") }
    const inTree = { cwd: tree, env, signal }

    const first = await release(tree, join(folder, "tarballs"), inTree, registry.url)
    cpSync(projects, join(folder, "consumers"), { recursive: true })
    const versionOf = versionIn(versionsIn(tree))
    const place = (name: string, signal: AbortSignal) => {
      const cwd = join(folder, "consumers", name)
      pin(cwd, versionOf)
      return { cwd, env, signal }
    }
    const trying = consumers.filter(({ name }) => wanted.includes(name))
    // Installing mostly waits for disks and the network.
    const tried = await each(trying, 2, signal, (consumer, signal) => consume(consumer, place(consumer.name, signal)))
    const upgraded = second ? await Upgrade.before(place("upgrade", signal), quietly) : undefined
    const again = upgraded === undefined ? undefined : await releaseAgain(tree, inTree, registry.url)
    if (again !== undefined) await upgraded!.upgrade(again)
    tables = summary(first, again, tried)
  } finally {
    await close()
    if (keep) console.log(`Kept ${folder}`)
    else await step("cleaned up", () => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  }
  console.log(`\n${tables}\n`)
}

interface Released extends Packed {
  readonly name: string
  readonly version: string
}

const versionsIn = (tree: string) => new Map(published(tree).map(({ manifest }) => [manifest.name, manifest.version]))

/** Returns the packages whose latest version in the registry is a different one. */
const unpublished = async (registry: string, versions: ReadonlyMap<string, string>): Promise<ReadonlyArray<string>> => {
  const asked = [...versions].map(async ([name, version]) => {
    const answer = await fetch(`${registry}${name.replace("/", "%2f")}`)
    const found = answer.ok
      ? ((await answer.json()) as { readonly "dist-tags": { readonly latest: string } })
      : undefined
    return found?.["dist-tags"].latest === version ? [] : [`${name} ${version}`]
  })
  return (await Promise.all(asked)).flat()
}

/** Raises versions and changelogs as the release pull request does, and checks that the lock file matches. */
const raise = async (tree: string, place: Place): Promise<void> => {
  await run("npm", ["run", "version"], place)
  const lock = JSON.parse(readFileSync(join(tree, "package-lock.json"), "utf8")) as {
    readonly packages: { readonly [folder: string]: { readonly version?: string } }
  }
  const stale = published(tree).filter(({ folder, manifest }) => {
    const { version } = lock.packages[relative(tree, folder).replaceAll("\\", "/")] ?? {}
    return version !== manifest.version
  })
  if (stale.length > 0) {
    throw new CommandFailed(
      `package-lock.json has old versions of ${stale.map(({ manifest }) => manifest.name).join(", ")}.`
    )
  }
  // Installs nothing, and only checks that `npm ci` accepts the lock file.
  await run("npm", ["ci", "--dry-run", "--ignore-scripts"], place)
  await run("npm", ["run", "lock", "--", "--check"], place)
}

/**
 * Publishes the packages that have a new version, with the manifests of a release. The workspace's manifests are
 * restored afterwards.
 */
const publish = async <A>(tree: string, place: Place, before: () => Promise<A>): Promise<A> => {
  const manifests = published(tree).map(({ folder }) => join(folder, "package.json"))
  const texts = manifests.map((file) => readFileSync(file, "utf8"))
  try {
    await run("node", ["tools/release/main.ts"], place)
    for (const file of manifests) {
      const manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest
      // Provenance is available only in CI, and npm prefers package.json to its settings.
      const publishConfig = { ...manifest.publishConfig, provenance: false }
      writeFileSync(file, `${JSON.stringify({ ...manifest, publishConfig }, null, 2)}\n`)
    }
    const value = await before()
    await run("changeset", ["publish"], place)
    return value
  } finally {
    for (const [index, file] of manifests.entries()) writeFileSync(file, texts[index]!)
  }
}

const release = async (
  tree: string,
  tarballs: string,
  place: Place,
  registry: string
): Promise<ReadonlyArray<Released>> => {
  const before = versionsIn(tree)
  await step(
    "raised versions, changelogs and the lock file",
    () => raise(tree, place),
    () =>
      published(tree)
        .map(({ manifest: { name, version } }) => `${name} ${before.get(name)} -> ${version}`)
        .join("\n")
  )
  for (const { folder, manifest } of published(tree)) {
    const changelog = join(folder, "CHANGELOG.md")
    if (before.get(manifest.name) !== manifest.version && !existsSync(changelog))
      throw new CommandFailed(`${manifest.name} was raised to ${manifest.version} and has no CHANGELOG.md.`)
  }
  await step("built", () => run("npm", ["run", "build"], place))
  mkdirSync(tarballs)
  const released = await publish(tree, place, async () => {
    const all: Array<Released> = []
    for (const { folder, manifest } of published(tree)) {
      const packed = await step(
        `packed ${manifest.name}`,
        () => pack(folder, tarballs, place),
        ({ files, kilobytes }) => `${files} files, ${kilobytes} KiB, sound`
      )
      all.push({ ...packed, name: manifest.name, version: manifest.version })
    }
    return all
  })
  await step(
    "published",
    async () => {
      const wrong = await unpublished(registry, versionsIn(tree))
      if (wrong.length > 0) throw new CommandFailed(`The registry does not have ${wrong.join(", ")}.`)
    },
    () => `${released.length} packages, each with its version in the registry`
  )
  return released
}

/**
 * Returns the packages that get a new version after a breaking change in `changed`: itself, and those that depend on
 * it, because their ranges no longer match.
 */
const concerned = (tree: string, changed: string): ReadonlyArray<string> =>
  published(tree)
    .filter(({ manifest }) => manifest.name === changed || manifest.dependencies?.[changed] !== undefined)
    .map(({ manifest }) => manifest.name)

/**
 * Releases again. Versions and changelogs must change for exactly the packages that the planted change concerns, and
 * only those are published.
 */
const releaseAgain = async (tree: string, place: Place, registry: string): Promise<ReadonlyMap<string, string>> => {
  const logs = () => changelogs(new Map(published(tree).map(({ folder, manifest }) => [manifest.name, folder])))
  await step(
    "planted a breaking change",
    () => plantBreakingChange(place),
    () => "contracts:diff refuses it as a patch"
  )
  const [versionsBefore, logsBefore] = [versionsIn(tree), logs()]
  const expected = concerned(tree, changedPackage)
  await step(
    "raised the second release",
    async () => {
      await raise(tree, place)
      const changed = [changedNames(versionsBefore, versionsIn(tree)), changedNames(logsBefore, logs())]
      if (changed.some((names) => names.toSorted().join() !== expected.toSorted().join())) {
        throw new CommandFailed(
          `These versions changed: ${changed[0]!.join(", ")}. These changelogs changed: ${changed[1]!.join(", ")}.`
        )
      }
    },
    () =>
      [
        ...expected.map((name) => `${name} ${versionsBefore.get(name)} -> ${versionsIn(tree).get(name)}`),
        "and no other"
      ].join("\n")
  )
  // The other packages are built, but not published again.
  await step("built it", () => run("npm", ["run", "build", "--", `--projects=${expected.join(",")}`], place))
  const versions = versionsIn(tree)
  await step("published the second release", async () => {
    await publish(tree, place, async () => {})
    const wrong = await unpublished(registry, versions)
    if (wrong.length > 0) throw new CommandFailed(`Not the registry's latest: ${wrong.join(", ")}.`)
  })
  return versions
}

const quietly = ["--no-audit", "--no-fund", "--ignore-scripts"]

/** The durations of trying a consumer. */
interface Tried {
  readonly title: string
  readonly installed: string
  readonly compiled: string
  readonly ran: string
}

const consume = async ({ manifest, name }: Consumer, place: Place): Promise<Tried> => {
  const { description: title, engines, scripts } = manifest
  const timed = async (what: string, body: () => Promise<string>, note?: (printed: string) => string) => {
    const start = performance.now()
    await step(`${title}: ${what}`, body, note)
    return since(start)
  }
  const install = (...args: ReadonlyArray<string>) => run("npm", ["install", ...quietly, ...args], place)
  const start = (place: Place) => run("npm", ["start", "--silent"], place)
  const trimmed = (printed: string) => printed.trim()
  const times = {
    // The cache was empty at the start of this rehearsal, and matches the registry until the next publication.
    installed: await timed("installed", () => install("--prefer-offline")),
    compiled:
      scripts.build === undefined ? "" : await timed("compiled", () => run("npm", ["run", "--silent", "build"], place)),
    ran: await timed("ran", () => start(place), trimmed)
  }
  if (engines !== undefined) {
    const version = engines.node.replace(">=", "")
    await install("--no-save", `${nodePackage}@${version}`)
    const bin = join(place.cwd, "node_modules", nodePackage, "bin")
    const env = { ...place.env, PATH: `${bin}${delimiter}${place.env["PATH"]}` }
    const ran = async () => {
      const used = trimmed(await run("node", ["--version"], { ...place, env }))
      if (used !== `v${version}`) throw new CommandFailed(`${name} would run on Node ${used}.`)
      return start({ ...place, env })
    }
    await timed(`ran on Node ${version}`, ran, trimmed)
  }
  return { title, ...times }
}

const summary = (
  first: ReadonlyArray<Released>,
  second: ReadonlyMap<string, string> | undefined,
  tried: ReadonlyArray<Tried>
): string => {
  const packages = first.map(({ files, kilobytes, name, version }) => [
    name,
    String(files),
    String(kilobytes),
    version,
    second?.get(name) ?? "-"
  ])
  const consumers = tried.map(({ compiled, installed, ran, title }) => [title, installed, compiled || "-", ran])
  return [
    table(["package", "files", "KiB", "first release", "second"], packages),
    table(["consumer", "installed", "compiled", "ran"], consumers)
  ].join("\n\n")
}

const main = async (): Promise<number> => {
  if (process.argv.includes("--help")) {
    console.log(`${usage}\nConsumers: ${consumers.map(({ name }) => name).join(", ")}`)
    return 0
  }
  let args: Arguments
  try {
    args = parse(
      process.argv.slice(2),
      consumers.map(({ name }) => name)
    )
  } catch (error) {
    console.error(`${(error as Error).message.split(/(?<=\.) /)[0]}\n${usage}\n--help says more.`)
    return 2
  }
  const interrupted = new AbortController()
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => interrupted.abort())
  try {
    await rehearse(args, interrupted.signal)
    console.log(entry(since(started), "in all. This can be released."))
    return 0
  } catch (error) {
    if (interrupted.signal.aborted) {
      console.error("Interrupted.")
      return 1
    }
    console.error(error instanceof CommandFailed ? error.message : error)
    console.error(entry(since(started), "in all. This cannot be released."))
    return 1
  }
}

process.exitCode = await main()
