import { getReport, ignoring } from "./Client.ts"

export const client = ignoring(getReport, "getReport 200: application/octet-stream")
