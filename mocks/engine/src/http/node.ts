/**
 * Node's `http`, loaded with `require`. An `import` would also load Node's `fetch`, which takes more time and memory
 * than the rest of a sandbox. TLS takes even more, so it is loaded only when needed.
 */
import type * as Http from "node:http"
import type * as Https from "node:https"
import { createRequire } from "node:module"

const require = createRequire(import.meta.url)

export const http = require("node:http") as typeof Http

export const https = (): typeof Https => require("node:https") as typeof Https
