import { defineConfig, mergeConfig } from "vitest/config"
import { shared } from "../../vitest.shared.ts"

/** Files share what takes seconds to load: Effect, the vendors and their schemas. */
export default mergeConfig(shared, defineConfig({ test: { isolate: false } }))
