import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import { describe, expect, it } from "vitest"
import { catalog } from "../../test/initech.ts"
import * as ReadOnly from "./ReadOnly.ts"

const sent: Array<string> = []
let told = 0
const client = ReadOnly.make(
  HttpClient.make((request) => {
    sent.push(`${request.method} ${request.url}`)
    return Effect.succeed(HttpClientResponse.fromWeb(request, new Response()))
  }),
  // Refused even if the options list operations that write.
  { operations: catalog, origins: ["https://api.example.com"], onRequest: () => (told += 1) }
)

describe("the read-only HTTP client", () => {
  it.each([
    HttpClientRequest.get("https://api.example.com/leads"),
    HttpClientRequest.get("https://api.example.com/leads/lead-1"),
    HttpClientRequest.post("https://api.example.com/leads/search")
  ])("carries $method $url", async (request) => {
    const before = [sent.length, told]
    await Effect.runPromise(client.execute(request))
    expect([sent.length, told]).toEqual(before.map((_) => _ + 1))
  })

  it.each([
    HttpClientRequest.post("https://api.example.com/leads"),
    HttpClientRequest.delete("https://api.example.com/leads/lead-1"),
    HttpClientRequest.put("https://api.example.com/leads/lead-1"),
    HttpClientRequest.get("https://api.example.com/leads/lead-1/calls"),
    HttpClientRequest.get("https://api.example.org/leads")
  ])("does not carry $method $url", async (request) => {
    const before = [sent.length, told]
    const exit = await Effect.runPromiseExit(client.execute(request))
    expect(Exit.hasDies(exit)).toBe(true)
    expect([sent.length, told]).toEqual(before)
  })
})
