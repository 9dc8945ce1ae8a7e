import { mergeConfig } from "vitest/config"
import { loadedOnce, tests } from "../vitest.shared.ts"

// Deep tests wait for processes of their own, which two of them can do at once.
export default mergeConfig(loadedOnce, { test: { include: tests, maxWorkers: 2 } })
