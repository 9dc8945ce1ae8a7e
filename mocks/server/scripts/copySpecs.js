/** Part of the build: copies every vendor's specification into dist/specs, where a published package finds them. */
import { cpSync, existsSync, readdirSync } from "node:fs"
import { join } from "node:path"

const mocks = join(import.meta.dirname, "../..")
for (const vendor of readdirSync(mocks)) {
  const spec = join(mocks, vendor, "openapi.yaml")
  if (existsSync(spec)) cpSync(spec, join(mocks, "server/dist/specs", vendor, "openapi.yaml"))
}
