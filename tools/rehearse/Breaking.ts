/** Plants a breaking change in one vendor after the first release: only the packages concerned may get a new version. */
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { CommandFailed, run, type Place } from "./Commands.ts"

/** A response field that consumers read gets another name. */
export const breaking = { from: "user_name", to: "full_name" }

const planted = {
  package: "@salesbridge/salesblink",
  file: "packages/salesblink/src/resources/Team.ts",
  from: `  ${breaking.from}: text(`,
  to: `  ${breaking.to}: text(`
}

/** The package with the planted change, and the only one that may get a new version. */
export const changedPackage = planted.package

/** Returns each package's changelog, or an empty text. */
export const changelogs = (folders: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map(
    [...folders].map(([name, folder]) => {
      const file = join(folder, "CHANGELOG.md")
      return [name, existsSync(file) ? readFileSync(file, "utf8") : ""]
    })
  )

/** Returns the names whose value has changed. */
export const changedNames = <A>(before: ReadonlyMap<string, A>, after: ReadonlyMap<string, A>): ReadonlyArray<string> =>
  [...after.keys()].filter((name) => before.get(name) !== after.get(name))

/**
 * Plants the change after the first release, and checks that `contracts:diff` rejects too small a changeset and accepts
 * the right one.
 */
export const plantBreakingChange = async (place: Place): Promise<void> => {
  const git = (...args: ReadonlyArray<string>) => run("git", args, place)
  await git("add", "--all")
  await git("-c", "commit.gpgsign=false", "commit", "--quiet", "--no-verify", "--message", "First release")
  const file = join(place.cwd, planted.file)
  const before = readFileSync(file, "utf8")
  const after = before.replace(planted.from, planted.to)
  if (after === before)
    throw new CommandFailed(`${planted.file} does not contain ${planted.from.trim()}: choose another change.`)
  writeFileSync(file, after)
  const writeChangeset = (bump: string) =>
    writeFileSync(
      join(place.cwd, ".changeset", "planted.md"),
      `---\n"${planted.package}": ${bump}\n---\n\nA member's name is \`${breaking.to}\`.\n`
    )
  const diff = () => run("npm", ["run", "--silent", "contracts:diff", "--", "--base", "HEAD", "salesblink"], place)
  writeChangeset("patch")
  const refused = await diff().then(
    () => false,
    (error) => error instanceof CommandFailed && error.message.includes("ended with 1:")
  )
  if (!refused) throw new CommandFailed("contracts:diff accepted a breaking change as a patch.")
  writeChangeset("minor")
  await diff()
}
