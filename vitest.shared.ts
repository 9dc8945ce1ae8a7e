import { defineConfig } from "vitest/config"

/** What every project's tests share: workspace packages resolve to their sources, and nothing phones home. */
export const shared = defineConfig({
  resolve: { conditions: ["@salesbridge/source"] },
  ssr: { resolve: { conditions: ["@salesbridge/source"], externalConditions: ["@salesbridge/source"] } },
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    env: { PACT_DO_NOT_TRACK: "true", SCARF_ANALYTICS: "false" },
    reporters: ["default", ["json", { outputFile: ".reports/test.json" }]]
  }
})
