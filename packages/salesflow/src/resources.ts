/** The resources in alphabetical order. Index, catalog, promise client and subpaths derive from this list. */
export * as Accounts from "./resources/Accounts.ts"
export * as Campaigns from "./resources/Campaigns.ts"
export * as Members from "./resources/Members.ts"
export * as Statistics from "./resources/Statistics.ts"
export * as Webhooks from "./resources/Webhooks.ts"
