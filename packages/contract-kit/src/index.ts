/** Contracts derived from operations, and their agreement with OpenAPI, for any vendor declared with @salesbridge/core. */
export * as Agreement from "./Agreement.ts"
export * as Contract from "./Contract.ts"
export * as Coverage from "./Coverage.ts"
export * as Disagreement from "./Disagreement.ts"
export * as Interaction from "./Interaction.ts"
export * as OpenApi from "./OpenApi.ts"
export * as Sample from "./Sample.ts"
export * as Table from "./Table.ts"
