import { assert, describe, it } from "@effect/vitest"
import { accessGuard } from "./AccessGuard.ts"

const refusalOf = accessGuard("s3cret-token")
const host = "127.0.0.1:4100"
const url = "/s3cret-token/live?x=1"

describe("who may use the page", () => {
  it.each([
    ["a person who opens the printed address", { host, "sec-fetch-site": "none", "sec-fetch-mode": "navigate" }],
    ["who follows a link with the token", { host, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" }],
    ["the page itself", { host, origin: `http://${host}`, "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors" }],
    ["by another name of this computer", { host: "localhost:4100" }],
    ["by its address of version 6", { host: "[::1]:4100" }]
  ])("%s", (_, headers) => {
    assert.isUndefined(refusalOf({ headers, url }))
  })

  it.each([
    ["a page whose name was made to lead here", { host: "rebound.example.com:4100" }],
    ["a name that begins like this computer", { host: "127.0.0.1.example.com" }],
    ["nobody's host", {}],
    ["a page of another origin", { host, origin: "https://example.com" }],
    ["a page on another port", { host, origin: "http://127.0.0.1:8080" }],
    ["a page without an origin of its own", { host, origin: "null" }],
    [
      "a picture or script in a page of another site",
      { host, "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }
    ]
  ])("not %s, though it has the token", (_, headers) => {
    assert.strictEqual(refusalOf({ headers, url }), "Only pages on this computer may send requests here.")
  })

  it.each([
    "/",
    "",
    "/live",
    "/s3cret-toke/",
    "/s3cret-token2/",
    "/S3cret-token/",
    "/?s3cret-token",
    "//s3cret-token/"
  ])("not without the token: %s", (url) => {
    assert.include(refusalOf({ headers: { host }, url })!, "lacks its token")
  })
})
