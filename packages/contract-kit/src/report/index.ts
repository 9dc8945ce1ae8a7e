/** What checks found, without what they need to run: reports as data, as a page and as a table. */
export * as Coverage from "./Coverage.ts"
export * as CoveragePage from "./CoveragePage.ts"
export * as Disagreement from "./Disagreement.ts"
export * as Table from "./Table.ts"
