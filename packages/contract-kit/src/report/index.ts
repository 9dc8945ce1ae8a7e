/** Reports as data, as an HTML page and as a text table. This entry point does not load the checks. */
export * as Coverage from "./Coverage.ts"
export * as CoveragePage from "./CoveragePage.ts"
export * as Disagreement from "./Disagreement.ts"
export * as Table from "./Table.ts"
