import { mergeConfig } from "vitest/config"
import { loadedOnce, tier } from "../../vitest.shared.ts"

// The deep tests mostly wait: for processes, for locks of killed ones to expire, for a vendor's next minute.
export default mergeConfig(loadedOnce, {
  test: { setupFiles: ["test/setup.ts"], ...(tier === "deep" && { maxWorkers: "100%" }) }
})
