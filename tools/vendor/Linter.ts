/** The linter of specifications, run in this process with the rules of `npm run lint:spec`. */
import type * as SpectralCore from "@stoplight/spectral-core"
import type * as SpectralParsers from "@stoplight/spectral-parsers"
import type * as SpectralRulesets from "@stoplight/spectral-ruleset-bundler/with-loader"
import fs from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import type { JsonObject } from "./OpenApi.ts"

export interface Finding {
  readonly code: string
  readonly message: string
  readonly path: ReadonlyArray<string | number>
}

const linters = new Map<string, Promise<SpectralCore.Spectral>>()

const load = async (root: string): Promise<SpectralCore.Spectral> => {
  const require = createRequire(import.meta.url)
  const { Spectral } = require("@stoplight/spectral-core") as typeof SpectralCore
  const { bundleAndLoadRuleset } = require("@stoplight/spectral-ruleset-bundler/with-loader") as typeof SpectralRulesets
  await import("./sharedValidators.ts")
  const spectral = new Spectral()
  spectral.setRuleset(await bundleAndLoadRuleset(join(root, "mocks/.spectral.yaml"), { fs, fetch }))
  return spectral
}

/**
 * Returns a function that lints a document by the rules of a workspace. Loading the linter takes about two seconds the
 * first time.
 */
export const make = async (root: string): Promise<(document: JsonObject) => Promise<ReadonlyArray<Finding>>> => {
  const known = linters.get(root) ?? load(root)
  linters.set(root, known)
  const spectral = await known
  const { Document } = createRequire(import.meta.url)("@stoplight/spectral-core") as typeof SpectralCore
  const { Json } = createRequire(import.meta.url)("@stoplight/spectral-parsers") as typeof SpectralParsers
  return async (document) =>
    (await spectral.run(new Document(JSON.stringify(document), Json))).map(({ code, message, path }) => ({
      code: String(code),
      message,
      path
    }))
}
