/** A process that takes a lock, says so, and keeps it: `holder.ts <file>`. */
import { acquire } from "../src/index.ts"

await acquire(process.argv[2]!)
process.stdout.write("held\n")
setInterval(() => undefined, 60_000)
