/**
 * A Chromium for tests that open pages: the one at CHROMIUM_PATH, else the first that PATH has. vitest.shared.ts hands
 * it on; Nx asks for it, so that tests which were skipped without one are not taken from the cache with one.
 */
import { existsSync } from "node:fs"
import { delimiter, join } from "node:path"

const folders = (process.env["PATH"] ?? "").split(delimiter)

/** The path of the browser; undefined if there is none. */
export const chromium: string | undefined =
  process.env["CHROMIUM_PATH"] ||
  ["chromium", "chromium-browser", "google-chrome"]
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path))

if (import.meta.main) console.log(chromium ?? "none")
