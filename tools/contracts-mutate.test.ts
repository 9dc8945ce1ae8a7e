import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { expect, it } from "vitest"
import { contractsIn } from "./contracts-mutate.ts"

it("finds the module of every vendor, and no other folder", async () => {
  const folder = await mkdtemp(join(tmpdir(), "contracts-"))
  try {
    for (const vendor of ["globex", "acme"]) {
      await mkdir(join(folder, vendor, "src"), { recursive: true })
      await writeFile(join(folder, vendor, "src", "mutate.ts"), "")
    }
    await mkdir(join(folder, "notes"))
    const found = contractsIn(pathToFileURL(`${folder}/`))
    expect(found.map((_) => _.split("=")[0])).toEqual(["acme", "globex"])
    expect(found[0]).toMatch(/^acme=\/.*\/acme\/src\/mutate\.ts$/)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
