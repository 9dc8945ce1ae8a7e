import { defineConfig, mergeConfig } from "vitest/config"
import { contracts } from "../../vitest.shared.ts"

/** Its files share what takes long to load, as those of contract checks do. */
export default mergeConfig(contracts, defineConfig({ test: { setupFiles: ["./test/closing.ts"] } }))
