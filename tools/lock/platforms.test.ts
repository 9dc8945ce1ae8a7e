import { describe, expect, it } from "vitest"
import { addressed, completed, missing, type Lock } from "./platforms.ts"

const lock: Lock = {
  packages: {
    "": {},
    "node_modules/a-tool": {
      version: "1.2.3",
      dev: true,
      resolved: "https://registry.example/a-tool.tgz",
      optionalDependencies: {
        "@a-tool/linux-x64-gnu": "1.2.3",
        "@a-tool/linux-arm64-musl": "1.2.3",
        "@a-tool/darwin-arm64": "1.2.3",
        "@a-tool/win32-ia32-msvc": "1.2.3",
        colours: "1.0.0"
      }
    },
    "node_modules/@a-tool/linux-x64-gnu": { version: "1.2.3", optional: true },
    "node_modules/own": { resolved: "packages/own" }
  }
}

describe("the lock file", () => {
  it("gets the binaries of other platforms back, with the platform from the name", () => {
    expect(Object.fromEntries(missing(lock))).toEqual({
      "node_modules/@a-tool/linux-arm64-musl": {
        version: "1.2.3",
        cpu: ["arm64"],
        dev: true,
        libc: ["musl"],
        optional: true,
        os: ["linux"]
      },
      "node_modules/@a-tool/darwin-arm64": {
        version: "1.2.3",
        cpu: ["arm64"],
        dev: true,
        optional: true,
        os: ["darwin"]
      },
      "node_modules/@a-tool/win32-ia32-msvc": {
        version: "1.2.3",
        cpu: ["ia32"],
        dev: true,
        optional: true,
        os: ["win32"]
      }
    })
  })

  it("names no registry, and keeps the folders of workspace packages", () => {
    expect(addressed(lock)).toEqual(["node_modules/a-tool"])
    expect(addressed(completed(lock))).toEqual([])
    expect(completed(lock).packages["node_modules/own"]).toEqual({ resolved: "packages/own" })
  })

  it("is complete after one repair", () => {
    expect(missing(completed(lock)).size).toBe(0)
  })
})
