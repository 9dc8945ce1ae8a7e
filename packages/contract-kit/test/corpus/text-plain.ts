import { getReport, ignoring } from "./Client.ts"

export const client = ignoring(getReport, "getReport 200: text/plain", {
  replace: "text/plain:",
  by: "application/json:",
  says: "getReport 200, response body: package: nothing; specification: string"
})
