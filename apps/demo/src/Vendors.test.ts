/** Which addresses are on this computer, so that no real vendor can be written to, and which settings mean the same. */
import { describe, expect, it } from "vitest"
import { isLoopback, placeOf, settingOf } from "./Vendors.ts"

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

describe("what the journal knows a target by", () => {
  it.each([
    "https://api.example.com",
    "https://api.example.com/",
    "HTTPS://API.EXAMPLE.COM:443",
    "https://api.example.com//"
  ])("is the same address as %s", (url) => expect(placeOf(url)).toBe("https://api.example.com"))
  it.each([
    ["http://127.0.0.1:4010/base/", "http://127.0.0.1:4010/base"],
    ["http://api.example.com", "http://api.example.com"],
    ["nonsense", "nonsense"]
  ])("keeps what differs: %s", (url, place) => expect(placeOf(url)).toBe(place))

  it("is the same list in capitals, and another id as it was given", () => {
    const list = "b7f3c2d1-4e5a-4b6c-8d7e-9f0a1b2c3d02"
    expect(settingOf({ "getsales-list": list.toUpperCase() })("getsales-list")).toBe(list)
    expect(settingOf({ "getsales-list": "List A" })("getsales-list")).toBe("List A")
  })
})
