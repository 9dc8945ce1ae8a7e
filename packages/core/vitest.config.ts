import { defineConfig, mergeConfig } from "vitest/config"
import { shared } from "../../vitest.shared.ts"

/** A machine that is busy with something else must not turn a test red. */
export default mergeConfig(shared, defineConfig({ test: { testTimeout: 60_000 } }))
