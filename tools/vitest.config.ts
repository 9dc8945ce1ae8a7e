import { mergeConfig } from "vitest/config"
import { loadedOnce, tests } from "../vitest.shared.ts"

// Deep tests wait for processes of their own, so two of them can run at the same time.
export default mergeConfig(loadedOnce, { test: { include: tests, maxWorkers: 2 } })
