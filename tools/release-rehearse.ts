/**
 * `npm run release:rehearse`: a release, without anybody noticing. Raises versions and changelogs in a copy of the working
 * tree, publishes to a registry of its own on loopback, and installs from there into empty folders, as consumers do.
 * Then a breaking change is planted in one
 * vendor and released as well. `-- --keep` leaves the temporary folder; `-- --consumer plain` tries only that one, and no
 * second release.
 *
 * Exit code 0: it can be released; 1: it cannot, and the log says what happened; 2: it was not understood.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync
} from "node:fs"
import { tmpdir } from "node:os"
import { delimiter, dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { quiet } from "./nx/run.ts"
import { type Arguments, parse, usage } from "./rehearse/Arguments.ts"
import { broken, changelogs, moved, plantBreakingChange } from "./rehearse/Breaking.ts"
import { CommandFailed, type Place, run, withoutNpm } from "./rehearse/Commands.ts"
import { type Consumer, consumers, installed } from "./rehearse/Consumers.ts"
import { copyTree } from "./rehearse/Copy.ts"
import { startRegistry } from "./rehearse/Registry.ts"

interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly exports?: { readonly [path: string]: { readonly default?: string } | string }
  readonly publishConfig?: { readonly provenance?: boolean }
  readonly devDependencies?: { readonly [name: string]: string }
  readonly dependencies?: { readonly [name: string]: string }
}

const root = fileURLToPath(new URL("../", import.meta.url))
const started = performance.now()
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1).padStart(6)} s`

/** Does one thing, and prints what, what came of it and how long it took. */
const step = async <A>(title: string, body: () => Promise<A>, note: (value: A) => string = () => ""): Promise<A> => {
  const since = performance.now()
  try {
    const value = await body()
    const more = note(value)
    console.log(`${seconds(since)}  ${title}${more === "" ? "" : `: ${more}`}`)
    return value
  } catch (error) {
    console.log(`${seconds(since)}  ${title}: FAILED`)
    throw error
  }
}

const read = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))

/** The published packages of a tree: folders, and what their package.json says. */
const published = (tree: string): ReadonlyArray<{ readonly folder: string; readonly manifest: Manifest }> =>
  ["packages", "mocks"]
    .flatMap((group) => readdirSync(join(tree, group)).map((name) => join(tree, group, name)))
    .filter((folder) => existsSync(join(folder, "package.json")))
    .map((folder) => ({ folder, manifest: read(folder) }))
    .filter(({ manifest }) => manifest.private !== true)

/** The version that this workspace uses of a package that is not its own. */
const versionOf = (name: string): string => {
  const manifests = [root, ...published(root).map(({ folder }) => folder)].map(read)
  const found = manifests.flatMap((_) => _.devDependencies?.[name] ?? _.dependencies?.[name] ?? [])
  // What comes along with another, such as Vitest's bundler.
  return found[0] ?? read(join(root, "node_modules", name)).version
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
  try {
    await step("copied the working tree", () => copyTree(root, tree, { env: outside, signal }))
    const uplink = (await run("npm", ["config", "get", "registry"], { cwd: root, env: process.env, signal })).trim()
    const registry = await step(
      "started a registry",
      () => startRegistry(join(folder, "registry"), uplink, outside),
      ({ url }) => url
    )
    close = registry.close
    // A cache of its own: what is installed comes from the registry, every time.
    const env = { ...outside, NPM_CONFIG_USERCONFIG: registry.npmrc, NPM_CONFIG_CACHE: join(folder, "cache") }
    const inTree = { cwd: tree, env, signal }

    const before = new Map(published(tree).map(({ manifest }) => [manifest.name, manifest.version]))
    await step(
      "raised versions and changelogs",
      () => run("changeset", ["version"], inTree),
      () =>
        published(tree)
          .map(({ manifest: { name, version } }) => `${name} ${before.get(name)} -> ${version}`)
          .join(", ")
    )
    for (const { folder, manifest } of published(tree)) {
      const changelog = join(folder, "CHANGELOG.md")
      if (before.get(manifest.name) !== manifest.version && !existsSync(changelog))
        throw new CommandFailed(`${manifest.name} was raised to ${manifest.version} and has no CHANGELOG.md.`)
    }
    await step("built", () => run("npm", ["run", "build"], inTree))

    // Provenance can be had only from CI, and npm asks package.json before its settings.
    for (const { folder, manifest } of published(tree)) {
      const publishConfig = { ...manifest.publishConfig, provenance: false }
      writeFileSync(join(folder, "package.json"), `${JSON.stringify({ ...manifest, publishConfig }, null, 2)}\n`)
    }

    const tarballs = join(folder, "tarballs")
    mkdirSync(tarballs)
    for (const { folder, manifest } of published(tree)) {
      const [packed] = await step(
        `packed ${manifest.name}`,
        async (): Promise<ReadonlyArray<{ filename: string; size: number; entryCount: number }>> => {
          const answer = JSON.parse(
            await run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", tarballs], {
              ...inTree,
              cwd: folder
            })
          )
          return Array.isArray(answer) ? answer : Object.values(answer)
        },
        ([_]) => `${_!.entryCount} files, ${Math.round(_!.size / 1024)} KiB`
      )
      const tarball = join(tarballs, packed!.filename.replace("@", "").replace("/", "-"))
      await step(`publint ${manifest.name}`, async () => {
        const printed = await run("publint", [tarball, "--strict"], inTree)
        // Suggestions leave the exit code at 0.
        if (!printed.includes("All good!")) throw new CommandFailed(printed)
      })
      // Entries without a default exist only for the workspace.
      const inside = Object.entries(manifest.exports ?? {}).filter(([, _]) => typeof _ !== "string" && !_.default)
      const excluded = inside.length === 0 ? [] : ["--exclude-entrypoints", ...inside.map(([path]) => path)]
      await step(`are the types wrong? ${manifest.name}`, () =>
        // Modules alone: CommonJS reaches them by require, which Node 22 and later allow.
        run("attw", [tarball, "--profile", "esm-only", "--no-color", "--no-emoji", ...excluded], inTree)
      )
    }

    await step(
      "published",
      () => run("changeset", ["publish"], inTree),
      () => `${published(tree).length} packages`
    )
    for (const { manifest } of published(tree)) {
      const found = await fetch(`${registry.url}${manifest.name.replace("/", "%2f")}/${manifest.version}`, { signal })
      if (!found.ok) throw new CommandFailed(`The registry has no ${manifest.name} ${manifest.version}.`)
    }

    for (const consumer of consumers.filter(({ name }) => wanted.includes(name))) {
      await consume(consumer, join(folder, "consumers", consumer.name), env, registry.url, signal)
    }
    if (second) await releaseAgain(tree, inTree)
  } finally {
    await close()
    if (keep) console.log(`Kept ${folder}`)
    else rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Versions and changelogs of exactly the package with a planted breaking change move, and that is published. */
const releaseAgain = async (tree: string, place: Place): Promise<void> => {
  const versions = () => new Map(published(tree).map(({ manifest }) => [manifest.name, manifest.version]))
  const logs = () => changelogs(new Map(published(tree).map(({ folder, manifest }) => [manifest.name, folder])))
  await step("planted a breaking change, which contracts:diff refuses as a patch", () => plantBreakingChange(place))
  const [versionsBefore, logsBefore] = [versions(), logs()]
  await step(
    "raised the second release",
    async () => {
      await run("changeset", ["version"], place)
      const changed = [moved(versionsBefore, versions()), moved(logsBefore, logs())]
      if (changed.some((names) => names.join() !== broken)) {
        throw new CommandFailed(`Versions moved of ${changed[0]!.join(", ")}; changelogs of ${changed[1]!.join(", ")}.`)
      }
    },
    () => `${broken} ${versionsBefore.get(broken)} -> ${versions().get(broken)}, and no other`
  )
  await step("built the second release", () => run("npm", ["run", "build"], place))
  await step("published the second release", async () => {
    await run("changeset", ["publish"], place)
    for (const [name, version] of versions()) {
      const latest = (await run("npm", ["view", name, "version"], place)).trim()
      if (latest !== version) throw new CommandFailed(`The registry's latest ${name} is ${latest}, not ${version}.`)
    }
  })
}

const consume = async (
  consumer: Consumer,
  folder: string,
  env: NodeJS.ProcessEnv,
  registry: string,
  signal: AbortSignal
): Promise<void> => {
  const place = { cwd: folder, env, signal }
  mkdirSync(folder, { recursive: true })
  const manifest = { name: `consumer-${consumer.name}`, version: "0.0.0", private: true, type: consumer.type }
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest))
  for (const [path, text] of Object.entries(consumer.files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const others = consumer.installs.map((name) => `${name}@${versionOf(name)}`)
  const quietly = ["--no-audit", "--no-fund", "--ignore-scripts", "--registry", registry]
  await step(`${consumer.title}: installed`, () => run("npm", ["install", ...quietly, ...installed, ...others], place))
  if (consumer.compiles) {
    const compiler = join(folder, "node_modules", ".bin", "tsc")
    await step(`${consumer.title}: compiled`, () => run(compiler, ["-p", "."], place))
  }
  await step(
    `${consumer.title}: ran`,
    () => run(process.execPath, [consumer.main], place),
    (printed) => printed.trim()
  )
}

const main = async (): Promise<number> => {
  let args: Arguments
  try {
    args = parse(
      process.argv.slice(2),
      consumers.map(({ name }) => name)
    )
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`)
    return 2
  }
  const interrupted = new AbortController()
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => interrupted.abort())
  try {
    await rehearse(args, interrupted.signal)
    console.log(`${seconds(started)}  in all. This can be released.`)
    return 0
  } catch (error) {
    if (interrupted.signal.aborted) {
      console.error("Interrupted.")
      return 1
    }
    console.error(error instanceof CommandFailed ? error.message : error)
    console.error(`${seconds(started)}  in all. This cannot be released.`)
    return 1
  }
}

process.exitCode = await main()
