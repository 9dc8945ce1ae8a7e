/** `npm run generate -w apps/bench -- <vendor>...`: generates hey-api's clients and prints their folders as JSON. */
import { generateSources } from "./generateHeyApi.ts"

const folders: Record<string, string> = {}
for (const vendor of process.argv.slice(2)) folders[vendor] = await generateSources(vendor)
process.stdout.write(JSON.stringify(folders))
