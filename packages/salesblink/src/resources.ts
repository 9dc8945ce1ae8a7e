/** The resources, in the order of the alphabet. Index, catalog, promise face and subpaths derive from this list. */
export * as Campaigns from "./resources/Campaigns.ts"
export * as Prospects from "./resources/Prospects.ts"
export * as Team from "./resources/Team.ts"
