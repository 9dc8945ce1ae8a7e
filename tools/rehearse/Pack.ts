/** Packs a package as it is published, and checks the tarball. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { CommandFailed, type Place, run } from "./Commands.ts"

export interface Packed {
  readonly files: number
  readonly kilobytes: number
}

interface Answer {
  readonly filename: string
  readonly size: number
  readonly files: ReadonlyArray<{ readonly path: string }>
}

/** The files of every package, and the additional files of packages with an entry point. */
const wanted = ["CHANGELOG.md", "LICENSE", "README.md"]
const imported = ["dist/index.js", "dist/index.d.ts", "dist/index.js.map"]

const isImported = (folder: string): boolean => {
  const { exports = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly exports?: object
  }
  return "." in exports
}

/** Files that packages must not contain. */
const unwanted = /\.test\.|tsbuildinfo|^(?:test|coverage|\.reports|\.types)\//

/** Packs the package in a folder and checks the tarball with publint and @arethetypeswrong/cli. */
export const pack = async (folder: string, tarballs: string, place: Place): Promise<Packed> => {
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", tarballs]
  const printed = JSON.parse(await run("npm", args, { ...place, cwd: folder })) as ReadonlyArray<Answer>
  const [answer] = Array.isArray(printed) ? printed : Object.values(printed)
  const { filename, files, size } = answer as Answer
  const paths = files.map(({ path }) => path)
  const lacks = [...wanted, ...(isImported(folder) ? imported : [])].filter((path) => !paths.includes(path))
  const has = paths.filter((path) => unwanted.test(path))
  if (lacks.length + has.length > 0) {
    throw new CommandFailed(
      `${filename} lacks ${lacks.join(", ") || "nothing"}; it has ${has.join(", ") || "all it should"}.`
    )
  }
  const tarball = join(tarballs, filename.replace("@", "").replace("/", "-"))
  const judged = await run("publint", [tarball, "--strict"], place)
  // Suggestions leave the exit code at 0.
  if (!judged.includes("All good!")) throw new CommandFailed(judged)
  // Only ES modules: CommonJS loads them with require, which Node supports from 20.19 and 22.12 on.
  await run("attw", [tarball, "--profile", "esm-only", "--no-color", "--no-emoji"], place)
  return { files: paths.length, kilobytes: Math.round(size / 1024) }
}
