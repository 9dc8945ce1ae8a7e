/** Finds the file behind symbolic links, so that the linked file is replaced and not the link. */
import { fs, path, unless } from "./node.ts"

/** Follows symbolic links, also to a file that does not exist yet. Rejects if they form a circle. */
export const resolveLinks = async (file: string, depth = 40): Promise<string> => {
  const { basename, dirname, join, resolve } = path()
  if (depth === 0) throw new Error(`${file} leads to itself through symbolic links`)
  const real = await unless(["ENOENT"], fs().realpath(file))
  if (real !== undefined) return real
  const target = await unless(["ENOENT", "EINVAL"], fs().readlink(file))
  if (target !== undefined) return resolveLinks(resolve(dirname(file), target), depth - 1)
  return join(await fs().realpath(dirname(resolve(file))), basename(file))
}
