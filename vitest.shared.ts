import { fileURLToPath } from "node:url"
import { defineConfig, mergeConfig } from "vitest/config"
import { chromium } from "./tools/ci/chromium.ts"

/** One report for each Nx target, so that a project's unit tests and its contract checks do not overwrite each other. */
const target = process.env["NX_TASK_TARGET_TARGET"] ?? process.env["npm_lifecycle_event"] ?? "vitest"

/**
 * Two tiers: `*.deep.test.ts` runs as `npm run test:deep`, every other test as `npm test`. Who starts Vitest in another
 * way, an editor or `npx vitest`, has both.
 */
export const tier = target === "test:deep" ? "deep" : ["test", "contracts"].includes(target) ? "quick" : "both"
export const tests = tier === "deep" ? ["**/*.deep.test.ts"] : ["**/*.test.ts"]

/** What every project's tests share: workspace packages resolve to their sources, and nothing phones home. */
export const shared = defineConfig({
  resolve: { conditions: ["@salesbridge/source"] },
  ssr: { resolve: { conditions: ["@salesbridge/source"], externalConditions: ["@salesbridge/source"] } },
  test: {
    include: tests.flatMap((test) => [`src/${test}`, `test/${test}`]),
    exclude: tier === "quick" ? ["**/*.deep.test.ts"] : [],
    // For what hangs alone: on a starved machine whatever loads Prism, Pact or a browser may take its time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: {
      PACT_DO_NOT_TRACK: "true",
      SCARF_ANALYTICS: "false",
      // Tests that want a browser are skipped without it.
      ...(chromium !== undefined && { CHROMIUM_PATH: chromium })
    },
    reporters: ["default", ["json", { outputFile: `.reports/${target.replaceAll(":", "-")}.json` }]]
  }
})

/** The same, where test files share what takes long to load, such as Prism, Pact and the schemas. */
export const loadedOnce = mergeConfig(shared, defineConfig({ test: { isolate: false } }))
export { loadedOnce as contracts }

/** The same, for the rules of a vendor's sandbox. */
export const mocks = mergeConfig(
  loadedOnce,
  defineConfig({ test: { setupFiles: [fileURLToPath(new URL("mocks/engine/test/setup.ts", import.meta.url))] } })
)
