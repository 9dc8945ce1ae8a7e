import { mergeConfig } from "vitest/config"
import { loadedOnce, tests } from "../vitest.shared.ts"

export default mergeConfig(loadedOnce, { test: { include: tests } })
