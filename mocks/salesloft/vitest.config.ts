import { defineConfig, mergeConfig } from "vitest/config"
import { loadedOnce } from "../../vitest.shared.ts"

/** Its files share what takes long to load. Each closes the sandboxes that it started. */
export default mergeConfig(loadedOnce, defineConfig({ test: { setupFiles: ["./test/closing.ts"] } }))
