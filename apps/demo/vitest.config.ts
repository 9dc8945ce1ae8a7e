import { mergeConfig } from "vitest/config"
import { loadedOnce } from "../../vitest.shared.ts"

// One worker: each would load the command and bundle it.
export default mergeConfig(loadedOnce, { test: { setupFiles: ["test/setup.ts"], maxWorkers: 1 } })
