#!/usr/bin/env node
/** Runs the command. */
import * as module from "node:module"

// What is imported below was compiled at an earlier start. Node 20 cannot keep that.
module.enableCompileCache?.()
const { main } = await import("./main.ts")
await main(process.argv.slice(2))
