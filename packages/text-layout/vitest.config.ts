import { mergeConfig } from "vitest/config"
import { shared } from "../../vitest.shared.ts"

// There are no deep tests.
export default mergeConfig(shared, { test: { passWithNoTests: true } })
