import { defineConfig, mergeConfig } from "vitest/config"
import { shared } from "../../vitest.shared.ts"

/** Files share what takes seconds to load: Effect, the vendors and their schemas. The first test to load them takes longest. */
export default mergeConfig(shared, defineConfig({ test: { isolate: false, testTimeout: 60_000 } }))
