/** Somebody who installs the command `salesbridge`, and nothing of the workspace beside it. */
import { readFileSync } from "node:fs"
import type { Consumer } from "./Consumer.ts"

export const cli: Consumer = {
  name: "cli",
  title: "the command salesbridge",
  packages: ["@salesbridge/cli"],
  installs: ["effect"],
  type: "module",
  files: { "main.js": readFileSync(new URL("projects/cli/main.js", import.meta.url), "utf8") },
  compiles: false,
  main: "main.js"
}
