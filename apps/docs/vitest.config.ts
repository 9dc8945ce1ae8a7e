import { mergeConfig } from "vitest/config"
import { loadedOnce, tier } from "../../vitest.shared.ts"

// The deep tests share one build of the site.
export default mergeConfig(loadedOnce, {
  test: { globalSetup: tier === "quick" || process.env["DOCS_BUILT"] ? [] : ["test/build.ts"] }
})
