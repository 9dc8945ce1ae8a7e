/** Runs a recipe of the README, and tells its parent what was handled. */
import { errors, handled } from "./handle.ts"

process.on("message", () => process.send!({ handled, errors: errors.map(String) }))
await import(`./${process.argv[2]}.ts`)
