import { defineConfig, mergeConfig } from "vitest/config"
import { loadedOnce } from "../../vitest.shared.ts"

// A busy machine is slow, not wrong.
export default mergeConfig(loadedOnce, defineConfig({ test: { testTimeout: 60_000 } }))
