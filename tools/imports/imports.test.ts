import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterEach, describe, expect, it } from "vitest"
import { check } from "./check.ts"
import { table } from "./table.ts"

const made: Array<string> = []
afterEach(() => made.splice(0).forEach((path) => rmSync(path, { recursive: true })))

const effect = { peerDependencies: { effect: "4" } }
const manifests: Record<string, object> = {
  "": {
    name: "root",
    private: true,
    workspaces: ["packages/*", "mocks/*", "contracts/*", "apps/*", "tools"],
    devDependencies: { vitest: "5" }
  },
  "packages/core": { name: "@salesbridge/core", ...effect },
  "packages/contract-kit": { name: "@salesbridge/contract-kit", dependencies: { "@salesbridge/core": "0" }, ...effect },
  "packages/alpha": { name: "@salesbridge/alpha", dependencies: { "@salesbridge/core": "0" }, ...effect },
  "packages/beta": { name: "@salesbridge/beta", dependencies: { "@salesbridge/core": "0" }, ...effect },
  "mocks/engine": { name: "@salesbridge/mock-engine", private: true, ...effect },
  "mocks/server": {
    name: "@salesbridge/mocks",
    devDependencies: { "@salesbridge/mock-engine": "0" },
    ...effect
  },
  "mocks/alpha": { name: "@salesbridge/mock-alpha", private: true },
  "mocks/beta": { name: "@salesbridge/mock-beta", private: true },
  "contracts/alpha": {
    name: "@salesbridge/contracts-alpha",
    private: true,
    devDependencies: { "@salesbridge/alpha": "0", "@salesbridge/contract-kit": "0", "@salesbridge/mock-engine": "0" }
  },
  "apps/demo": { name: "@salesbridge/demo", private: true, dependencies: { "@salesbridge/alpha": "0" } },
  tools: {
    name: "@salesbridge/tools",
    private: true,
    devDependencies: { "@salesbridge/core": "0", "@salesbridge/alpha": "0" }
  }
}

/** Creates a workspace of two vendors on disk with these files; a package.json is merged with the usual one. */
const workspace = (files: Record<string, string | object>) => {
  const root = mkdtempSync(join(tmpdir(), "imports-"))
  made.push(root)
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  for (const [folder, manifest] of Object.entries(manifests)) {
    const path = join(folder, "package.json")
    write(path, JSON.stringify({ ...manifest, ...(files[path] as object | undefined) }, null, 2))
  }
  for (const [path, content] of Object.entries(files)) if (typeof content === "string") write(path, content)
  return root
}

const found = (files: Record<string, string | object>) =>
  check(workspace(files)).map((_) => `${_.file}:${_.line} ${_.found}`)

describe("the import table", () => {
  it("passes if everything follows it", () => {
    const files = {
      "packages/core/src/index.ts": `import * as HttpClient from "effect/http/HttpClient"\nexport * from "./Other.ts"`,
      "packages/core/src/Other.test.ts": `import { it } from "vitest"\nimport { readFile } from "node:fs/promises"`,
      "packages/alpha/src/index.ts": `import { Effect, pipe } from "effect"\nimport * as Schema from "effect/Schema"\nimport { Operation } from "@salesbridge/core"`,
      "packages/alpha/vitest.config.ts": `export { shared as default } from "../../vitest.shared.ts"`,
      "packages/contract-kit/src/index.ts": `import { readFileSync } from "node:fs"\nimport "@salesbridge/core"`,
      "mocks/server/src/index.ts": `import { createServer } from "node:http"\nimport { Layer } from "effect"\nimport "@salesbridge/mock-engine/sandbox"`,
      "contracts/alpha/src/a.test.ts": `import "@salesbridge/alpha"\nimport "@salesbridge/contract-kit"\nimport "@salesbridge/mock-engine/prism"`,
      "apps/demo/src/main.ts": `import "@salesbridge/alpha"\nconst name = "x"\nawait import(name)`
    }
    expect(found(files)).toEqual([])
  })

  describe("core imports effect and nothing else:", () => {
    it.each(["node:fs", "fs", "redis", "@effect/platform-node", "@salesbridge/alpha", "@salesbridge/mocks"])(
      "%s",
      (name) => {
        expect(found({ "packages/core/src/a.ts": `\nimport "${name}"` })).toEqual([
          `packages/core/src/a.ts:2 imports ${name}`
        ])
      }
    )

    it("its package.json may not depend on more", () => {
      expect(found({ "packages/core/package.json": { dependencies: { redis: "6" } } })).toEqual([
        "packages/core/package.json:7 depends on redis"
      ])
    })
  })

  describe("a vendor package imports core and effect's stable modules:", () => {
    it.each([
      `import * as HttpClient from "effect/http/HttpClient"`,
      `import { HttpClient } from "effect/http"`,
      `import type { HttpClient } from "effect/http"`,
      `import * as RateLimiter from "effect/persistence/RateLimiter"`,
      `import * as Otlp from "effect/observability/Otlp"`,
      `import { Base64 } from "effect/encoding"`,
      `import * as FileSystem from "effect/FileSystem"`,
      `import { Effect, FileSystem } from "effect"`,
      `import * as Everything from "effect"`,
      `export { HttpClient } from "effect/http"`,
      `export * from "effect/http"`,
      `export type Client = import("effect/http/HttpClient").HttpClient`,
      `const http = await import("effect/http")`,
      "const http = await import(`effect/http`)",
      `import http = require("effect/http")`,
      `const http = require("effect/http")`,
      `import "node:crypto"`,
      `import "@salesbridge/contract-kit"`,
      `import "@salesbridge/beta"`
    ])("%s", (line) => {
      const result = check(workspace({ "packages/alpha/src/a.ts": line }))
      expect(result).toHaveLength(1)
      expect(result[0]).toMatchObject({
        file: "packages/alpha/src/a.ts",
        line: 1,
        rule: expect.stringContaining("vendor")
      })
    })

    it("except in its tests, which import what the project or the root declares", () => {
      const files = {
        "packages/alpha/src/a.test.ts": `import "effect/http"\nimport "@salesbridge/mocks"`,
        "packages/alpha/test/b.ts": `import "node:http"\nimport "undici"`,
        "packages/alpha/package.json": { devDependencies: { "@salesbridge/mocks": "0" } }
      }
      expect(found(files)).toEqual(["packages/alpha/test/b.ts:2 imports undici"])
    })

    it("never another vendor, not even in tests", () => {
      const files = {
        "packages/alpha/src/a.test.ts": `import "@salesbridge/beta"`,
        "packages/alpha/package.json": { devDependencies: { "@salesbridge/beta": "0" } }
      }
      expect(found(files)).toEqual([
        "packages/alpha/package.json:10 depends on @salesbridge/beta",
        "packages/alpha/src/a.test.ts:1 imports @salesbridge/beta"
      ])
    })

    it("only by literal names", () => {
      expect(found({ "packages/alpha/src/a.ts": `export const load = (name: string) => import(name)` })).toEqual([
        "packages/alpha/src/a.ts:1 imports a computed name"
      ])
    })
  })

  it.each(["@salesbridge/alpha", "axios"])("contract-kit imports core, effect and Pact, not %s", (name) => {
    expect(found({ "packages/contract-kit/src/a.ts": `import "${name}"` })).toEqual([
      `packages/contract-kit/src/a.ts:1 imports ${name}`
    ])
  })

  it.each(["mocks/engine", "mocks/server", "mocks/alpha"])("%s never imports the package of its vendor", (folder) => {
    const files = {
      [`${folder}/src/a.ts`]: `export { Campaigns } from "@salesbridge/alpha"\nimport "@salesbridge/core"`,
      [`${folder}/src/a.test.ts`]: `import type { Campaigns } from "@salesbridge/alpha"`,
      [`${folder}/package.json`]: { devDependencies: { "@salesbridge/alpha": "0" } }
    }
    expect(found(files).map((_) => _.replace(/:\d+/, ""))).toEqual([
      `${folder}/package.json depends on @salesbridge/alpha`,
      `${folder}/src/a.test.ts imports @salesbridge/alpha`,
      `${folder}/src/a.ts imports @salesbridge/alpha`,
      `${folder}/src/a.ts imports @salesbridge/core`
    ])
  })

  it("mocks/server imports only the State of a mock, no code", () => {
    const files = {
      "mocks/server/src/a.ts": `import type { State } from "@salesbridge/mock-alpha/State"\nimport "@salesbridge/mock-alpha/sandbox"`,
      "mocks/server/package.json": { devDependencies: { "@salesbridge/mock-alpha": "0" } }
    }
    expect(found(files)).toEqual(["mocks/server/src/a.ts:2 imports @salesbridge/mock-alpha/sandbox"])
  })

  it.each(["@salesbridge/beta", "@salesbridge/mock-beta"])("contracts/alpha never imports %s", (name) => {
    const files = {
      "contracts/alpha/src/a.test.ts": `const load = () => import("${name}")\nconst path = import.meta.resolve("${name}/x")`,
      "contracts/alpha/package.json": { devDependencies: { [name]: "0" } }
    }
    expect(found(files)).toEqual([
      `contracts/alpha/package.json:5 depends on ${name}`,
      `contracts/alpha/src/a.test.ts:1 imports ${name}`,
      `contracts/alpha/src/a.test.ts:2 imports ${name}/x`
    ])
  })

  it("an app imports what is published", () => {
    const files = {
      "apps/demo/src/main.ts": `import "@salesbridge/mock-alpha"`,
      "apps/demo/package.json": { devDependencies: { "@salesbridge/mock-alpha": "0" } }
    }
    expect(found(files)).toEqual(["apps/demo/src/main.ts:1 imports @salesbridge/mock-alpha"])
  })

  it("tools import core and contract-kit by name, no vendor, and the root may import no project", () => {
    const text = `import "@salesbridge/core"\nimport "@salesbridge/alpha"\nimport "../packages/core/src/index.ts"`
    expect(found({ "tools/a.ts": text, "a.ts": `import "@salesbridge/core"\nimport "./tools/a.ts"` })).toEqual([
      "a.ts:1 imports @salesbridge/core",
      "tools/a.ts:2 imports @salesbridge/alpha",
      "tools/a.ts:3 imports ../packages/core/src/index.ts"
    ])
  })

  it("a relative import must stay in its project", () => {
    const files = {
      "packages/alpha/src/a.ts": `import "../../core/src/index.ts"\nexport * from "../../../vitest.shared.ts"`,
      "packages/alpha/src/a.test.ts": `import "../../beta/src/index.ts"`
    }
    expect(found(files)).toEqual([
      "packages/alpha/src/a.test.ts:1 imports ../../beta/src/index.ts",
      "packages/alpha/src/a.ts:1 imports ../../core/src/index.ts",
      "packages/alpha/src/a.ts:2 imports ../../../vitest.shared.ts"
    ])
  })

  it("a project must declare the packages that it imports, and a published one not only for development", () => {
    const files = {
      "apps/demo/src/main.ts": `import "zod"`,
      "mocks/server/src/a.ts": `import "@stoplight/prism-core"`,
      "mocks/server/package.json": { devDependencies: { "@stoplight/prism-core": "5" } }
    }
    expect(check(workspace(files)).map((_) => _.fix)).toEqual([
      "Add zod to devDependencies of apps/demo/package.json.",
      "Add @stoplight/prism-core to dependencies or peerDependencies of mocks/server/package.json."
    ])
  })

  it("has a row for every folder of projects", () => {
    const folders = [
      "packages/cli",
      "packages/core",
      "packages/contract-kit",
      "packages/new",
      "mocks/new",
      "contracts/new",
      "apps/new",
      "tools",
      ""
    ]
    expect(folders.map((folder) => table.find((_) => _.folder.test(folder))?.name)).toEqual([
      "cli",
      "core",
      "contract-kit",
      "<vendor>",
      "mocks/*",
      "contracts/*",
      "apps/*",
      "tools",
      "the root"
    ])
  })
})
