/**
 * Derives contract tests from operations declared with @salesbridge/core, and checks them against an OpenAPI
 * specification.
 */
export * as Agreement from "./agreement/Agreement.ts"
export * as Contract from "./Contract.ts"
export * as Coverage from "./report/Coverage.ts"
export * as CoveragePage from "./report/CoveragePage.ts"
export * as Disagreement from "./report/Disagreement.ts"
export * as Interaction from "./interactions/Interaction.ts"
export * as Messages from "./consumer/Messages.ts"
export * as OpenApi from "./OpenApi.ts"
export * as Sample from "./interactions/Sample.ts"
export * as Table from "./report/Table.ts"
