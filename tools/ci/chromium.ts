/**
 * The Chromium for tests that open pages: the one at CHROMIUM_PATH, otherwise the first on PATH; the one without windows
 * is first, since it takes the least of the processor. vitest.shared.ts passes it on. Nx runs this module too, so that
 * results of tests skipped without a browser are not taken from the cache when there is one.
 */
import { existsSync } from "node:fs"
import { delimiter, join } from "node:path"

const folders = (process.env["PATH"] ?? "").split(delimiter)

/** The path of Chromium; undefined if none is found. */
export const chromium: string | undefined =
  process.env["CHROMIUM_PATH"] ||
  ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path))

if (import.meta.main) console.log(chromium ?? "none")
