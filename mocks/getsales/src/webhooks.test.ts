import { receiver } from "@salesbridge/mock-engine/testing"
import { expect, it } from "vitest"
import { example, mary, start } from "../test/caller.ts"

const webhooks = "/integrations/api/webhooks"

it("posts an event to its webhook until the webhook is deleted", async () => {
  const { bodies, url } = await receiver()
  const { call, post, sandbox } = await start()
  const made = await post(webhooks, {
    name: "Replies",
    event: "contact_replied_email",
    request_method: "POST",
    target_url: url
  })
  expect(made).toMatchObject({ status: 201, body: { data: { event: "contact_replied_email", status: "on" } } })
  await sandbox.trigger("contact_replied_email", { lead_uuid: mary })
  await sandbox.trigger("contact_opened_email", { lead_uuid: mary })
  expect(bodies).toMatchObject([{ event_name: "contact_replied_email", contact: { uuid: mary } }])
  expect((await call("DELETE", `${webhooks}/${made.body.data.uuid}`)).status).toBe(204)
  await sandbox.trigger("contact_replied_email", { lead_uuid: mary })
  expect(bodies).toHaveLength(1)
})

it("lists webhooks, and returns 404 for an unknown one", async () => {
  const { call, get } = await start()
  expect((await get(webhooks)).body).toMatchObject({ data: [{ uuid: example }], total: 1 })
  expect((await call("DELETE", `${webhooks}/nobody`)).status).toBe(404)
})
