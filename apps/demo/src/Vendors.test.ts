/** Which addresses are on this computer, so that no real vendor can be written to. */
import { describe, expect, it } from "vitest"
import { isLoopback } from "./Vendors.ts"

describe("this computer", () => {
  it.each(["http://127.0.0.1:4010", "http://127.1.2.3", "http://LOCALHOST:80/base", "https://[::1]:4010"])(
    "is at %s",
    (url) => expect(isLoopback(url)).toBe(true)
  )
  it.each([
    "https://api.example.com",
    "http://localhost.example.com",
    "http://127.0.0.1.example.com",
    "http://localhost@example.com",
    "http://0.0.0.0:4010",
    "http://10.0.0.1",
    "http://[::2]",
    "localhost:4010",
    "nonsense",
    ""
  ])("is not at %s", (url) => expect(isLoopback(url)).toBe(false))
})
