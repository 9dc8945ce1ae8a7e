import { mergeConfig, defineConfig } from "vitest/config"
import { loadedOnce } from "../../vitest.shared.ts"

/** A machine that is busy with something else must not turn a test red. */
export default mergeConfig(loadedOnce, defineConfig({ test: { testTimeout: 60_000 } }))
