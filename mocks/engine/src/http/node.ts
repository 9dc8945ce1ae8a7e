/**
 * Node's `http`. An `import` of it would load Node's `fetch` along with all that it exports, which takes longer and more
 * memory than the rest of a sandbox; what belongs to TLS takes more still, so that it is loaded where it is needed.
 */
import type * as Http from "node:http"
import type * as Https from "node:https"
import { createRequire } from "node:module"

const require = createRequire(import.meta.url)

export const http = require("node:http") as typeof Http

export const https = (): typeof Https => require("node:https") as typeof Https
