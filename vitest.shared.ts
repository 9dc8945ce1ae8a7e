import { fileURLToPath } from "node:url"
import { defineConfig, mergeConfig } from "vitest/config"
import { chromium } from "./tools/ci/chromium.ts"

/** One report for each Nx target, so that a project's unit tests and its contract checks do not overwrite each other. */
const target = process.env["NX_TASK_TARGET_TARGET"] ?? process.env["npm_lifecycle_event"] ?? "vitest"

/**
 * Two tiers: `npm run test:deep` runs `*.deep.test.ts`, and `npm test` all others. With `TEST_TIER=both`, as in CI, test:deep
 * runs all tests of a project in one process. So does Vitest when an editor or `npx vitest` starts it.
 */
const deepOnly = target === "test:deep" && process.env["TEST_TIER"] !== "both"
export const tier = deepOnly ? "deep" : ["test", "contracts"].includes(target) ? "quick" : "both"
export const tests = deepOnly ? ["**/*.deep.test.ts"] : ["**/*.test.ts"]

/**
 * The settings that every project's tests share: workspace packages resolve to their sources, and nothing phones home.
 */
export const shared = defineConfig({
  ssr: { resolve: { conditions: ["@salesbridge/source"] } },
  test: {
    include: tests.flatMap((test) => [`src/${test}`, `test/${test}`]),
    exclude: tier === "quick" ? ["**/*.deep.test.ts"] : [],
    // Only for tests that hang: on an overloaded machine, loading Prism, Pact or a browser may take long.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: {
      TEST_TIER: tier,
      PACT_DO_NOT_TRACK: "true",
      SCARF_ANALYTICS: "false",
      // Tests that need a browser are skipped if it is missing.
      ...(chromium !== undefined && { CHROMIUM_PATH: chromium })
    },
    // Node loads the sources and caches the compiled code for all projects; Vite would transform them for each one anew.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    reporters: ["default", ["json", { outputFile: `.reports/${target.replaceAll(":", "-")}.json` }]]
  }
})

/** The same for test files that share slow modules, such as Prism, Pact and the schemas. */
export const loadedOnce = mergeConfig(shared, defineConfig({ test: { isolate: false } }))
export { loadedOnce as contracts }

/** The same, for the rules of a vendor's sandbox. */
export const mocks = mergeConfig(
  loadedOnce,
  defineConfig({ test: { setupFiles: [fileURLToPath(new URL("mocks/engine/test/setup.ts", import.meta.url))] } })
)
