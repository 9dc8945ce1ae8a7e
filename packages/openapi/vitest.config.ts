import { mergeConfig } from "vitest/config"
import { loadedOnce } from "../../vitest.shared.ts"

// There are no deep tests.
export default mergeConfig(loadedOnce, { test: { passWithNoTests: true } })
