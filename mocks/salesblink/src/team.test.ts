import { describe, expect, it } from "vitest"
import { get, start } from "../test/caller.ts"

describe("List Members", () => {
  it("lists the members of the key's team, without their keys", async () => {
    const { body } = await get(await start(), "my-team")
    expect(body.data).toHaveLength(4)
    expect(body.data[0]).toEqual({
      user_name: "Ida Lindqvist",
      email: "ida.lindqvist@example.com",
      company_name: "Example Ltd",
      user_picture: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/)
    })
  })
})
