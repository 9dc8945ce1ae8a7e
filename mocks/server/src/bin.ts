#!/usr/bin/env node
/** Runs the command. */
import * as module from "node:module"

// The modules imported below are cached from an earlier start. Node 20 has no such cache.
module.enableCompileCache?.()
const { main } = await import("./main.ts")
await main(process.argv.slice(2))
