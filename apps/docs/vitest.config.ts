import { mergeConfig } from "vitest/config"
import { loadedOnce, tier } from "../../vitest.shared.ts"

// The deep tests look at the site, which is built once for all of them.
export default mergeConfig(loadedOnce, {
  test: { globalSetup: tier === "quick" || process.env["DOCS_BUILT"] ? [] : ["test/build.ts"] }
})
