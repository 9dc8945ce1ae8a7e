import { mergeConfig } from "vitest/config"
import { shared, tests } from "../vitest.shared.ts"

export default mergeConfig(shared, { test: { include: tests } })
