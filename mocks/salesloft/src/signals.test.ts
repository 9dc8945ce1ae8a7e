/** Signals and calendar events: duplicates are stored once. */
import { describe, expect, it } from "vitest"
import { start } from "../test/caller.ts"

describe("Create signal", () => {
  const signal = {
    urgency: "high",
    type: "video_watched",
    occurred_at: "2026-05-11T16:38:00Z",
    indicators: [{ key: "shared" }],
    idempotency_key: "0f9f1c1e-5a8b-4c57-9f6a-7f0d3b0a1c11",
    data: {},
    attribution: { person_id: 30_816 }
  }

  it("drops a second signal with the same key", async () => {
    const { call } = await start()
    const send = async (more: object) => (await call("POST", "/v2/signals", { ...signal, ...more })).body.data
    const first = await send({})
    expect(first).toMatchObject({ urgency: "high", registration: { id: 30_816 }, broadcast_notification: true })
    expect(await send({ urgency: "low" })).toEqual(first)
    expect(await send({ urgency: "low", idempotency_key: "1f9f1c1e-5a8b-4c57-9f6a-7f0d3b0a1c11" })).toMatchObject({
      urgency: "low"
    })
  })

  it("accepts only registered types", async () => {
    const { call } = await start()
    const left = { ...signal, type: "page_left" }
    expect(await call("POST", "/v2/signals", left)).toMatchObject({
      status: 422,
      body: { errors: { type: [expect.stringContaining("Signal Registration")] } }
    })
    const registered = { type: "page_left", indicators: [{ key: "left" }] }
    expect((await call("POST", "/v2/integrations/signals/registrations", registered)).status).toBe(200)
    expect((await call("POST", "/v2/signals", left)).status).toBe(200)
  })
})

describe("Upsert calendar event", () => {
  it("creates, and changes the one with the same id and i_cal_uid", async () => {
    const { call } = await start()
    const times = { start_time: "2026-06-01T09:00:00Z", end_time: "2026-06-01T09:30:00Z" }
    const event = { id: "ev9", i_cal_uid: "ev9@calendar.example.com", calendar_id: "external_1", ...times }
    const send = (more: object) => call("POST", "/v2/calendar/events/upsert", { ...event, ...more })
    const found = async () => {
      const all: ReadonlyArray<{ readonly id: string }> = (await call("GET", "/v2/calendar/events")).body.data
      return all.filter(({ id }) => id === "ev9")
    }
    expect(await send({ title: "Prices" })).toMatchObject({ status: 201, body: { data: { title: "Prices" } } })
    await send({ location: "Room 1" })
    expect(await found()).toMatchObject([{ title: "Prices", location: "Room 1", user_guid: "1" }])
    await send({ i_cal_uid: "another@calendar.example.com" })
    expect(await found()).toHaveLength(2)
  })
})
