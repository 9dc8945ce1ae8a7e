import { mergeConfig } from "vitest/config"
import { loadedOnce } from "../../vitest.shared.ts"

export default mergeConfig(loadedOnce, { test: { setupFiles: ["test/setup.ts"] } })
