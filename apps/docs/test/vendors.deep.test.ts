/**
 * Tests that vendors are found by their folders: a fifth one gets a page and a menu entry without a change to the site.
 */
import { execFileSync } from "node:child_process"
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, it } from "vitest"

const repository = fileURLToPath(new URL("../../../", import.meta.url))
const pair = ["packages", "mocks", "contracts"] as const
let root: string

/** Creates the repository with a second Salesflow under another name, without the specifications of the others. */
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "fifth-"))
  const link = (path: string) => symlinkSync(join(repository, path), join(root, path))
  for (const name of readdirSync(repository)) {
    if (pair.includes(name as (typeof pair)[number])) mkdirSync(join(root, name))
    else if (name !== ".git" && name !== ".nx") link(name)
  }
  const renamed = (text: string) =>
    text
      .replaceAll("salesflow", "fifth")
      .replaceAll("Salesflow", "Fifth")
      .replaceAll("SALESFLOW", "FIFTH")
      .replaceAll(":4010", ":4099")
  for (const folder of pair) {
    for (const name of readdirSync(join(repository, folder))) {
      const isOther = existsSync(join(repository, "mocks", name, "openapi.yaml")) && name !== "salesflow"
      if (folder !== "mocks" || !isOther) link(join(folder, name))
      else {
        mkdirSync(join(root, folder, name))
        link(join(folder, name, "README.md"))
      }
    }
    cpSync(join(repository, folder, "salesflow"), join(root, folder, "fifth"), {
      recursive: true,
      filter: (path) => !/node_modules|dist|\.types|\.reports|pacts|messages/.test(path.slice(repository.length))
    })
    const files = readdirSync(join(root, folder, "fifth"), { recursive: true, withFileTypes: true })
    for (const file of files.filter((_) => _.isFile())) {
      const path = join(file.parentPath, file.name)
      writeFileSync(path.replace("Salesflow", "Fifth"), renamed(readFileSync(path, "utf8")))
    }
  }
  // The links that npm would create for a workspace.
  const modules = join(root, "contracts/fifth/node_modules/@salesbridge")
  mkdirSync(modules, { recursive: true })
  symlinkSync(join(root, "packages/fifth"), join(modules, "fifth"))
})
afterAll(() => rmSync(root, { recursive: true }))

it("has a page for a fifth vendor", { timeout: 180_000 }, () => {
  const program = join(repository, "apps/docs/src/main.ts")
  const args = ["--conditions=@salesbridge/source", program, "--write", "--pages", join(root, "pages")]
  execFileSync(process.execPath, args, { env: { ...process.env, DOCS_ROOT: root } })
  const page = readFileSync(join(root, "pages/vendors/fifth.md"), "utf8")
  expect(page).toContain("# Fifth\n")
  expect(page).toContain("(/vendors/fifth/startCampaign)")
  expect(readFileSync(join(root, "pages/vendors/fifth/startCampaign.md"), "utf8")).toContain("{:#startCampaign}")
  const menu = readFileSync(join(root, "pages/.vitepress/config.mjs"), "utf8")
  expect(menu).toContain("/vendors/fifth")
  expect(readFileSync(join(root, "pages/index.md"), "utf8")).toContain("[**Fifth**](/vendors/fifth)")
  expect(readFileSync(join(root, "pages/errors.md"), "utf8")).toContain(
    "/vendors/fifth/errors#error-CampaignCannotStart"
  )
})
