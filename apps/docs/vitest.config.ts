import { mergeConfig } from "vitest/config"
import { shared } from "../../vitest.shared.ts"

// The site is built once, for all of the tests.
export default mergeConfig(shared, { test: { globalSetup: ["test/build.ts"] } })
