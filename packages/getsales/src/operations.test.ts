import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { assert, describe, it } from "@effect/vitest"
import { against as makeAgainst, failure, outcome, Recorder } from "@salesbridge/core/testing"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import {
  Automations,
  Contacts,
  Emails,
  GetSales,
  LinkedInMessages,
  Lists,
  type Options,
  request,
  SenderProfiles,
  Webhooks
} from "./index.ts"

const getsales = (baseUrl: string, options?: Partial<Options>) =>
  GetSales.layer({ token: Redacted.make("secret-key"), baseUrl, quota: { limits: [] }, ...options }).pipe(
    Layer.provide(NodeHttpClient.layerUndici)
  )

const against = makeAgainst(getsales)

const uuid = "uuid-uuid-uuid-uuid-example"
const instant = new Date("2022-05-20T20:49:39Z")

const lead = {
  uuid: "c1",
  team_id: 1,
  user_id: null,
  list_uuid: "l1",
  name: "Jane Roe",
  has_premium: 1,
  experience: [{ title: "Manager", company: "Example Ltd", start_date: "2020", end_date: null }],
  location: [{ address_string: "Oslo, Oslo, Norway" }],
  status: "ok",
  linkedin_status: "of a newer kind",
  created_at: "2022-12-11T10:00:00Z"
}
const contact = { ...lead, created_at: new Date("2022-12-11T10:00:00Z") }
const markers = [{ sender_profile_uuid: "s1", linkedin_last_connection_sent_at: "2022-05-20 20:49:39" }]
const marked = [{ sender_profile_uuid: "s1", linkedin_last_connection_sent_at: instant }]

const flow = {
  uuid: "f1",
  team_id: 1,
  name: "CMO Germany",
  flow_version_uuid: uuid,
  schedule: {
    timezone: "Asia/Omsk",
    use_lead_timezone: false,
    timeblocks: [{ dow: 1, min: 540, max: 1080 }]
  },
  status: "on",
  is_public: false
}
const message = {
  uuid: "m1",
  sender_profile_uuid: "s1",
  text: "Hello Jane, how are you?",
  custom_content: [],
  attachments: [{ name: "a.pdf" }],
  type: "outbox",
  automation: "manual",
  status: "new",
  sent_at: "2022-05-20T20:49:39.000000Z"
}
const email = { uuid: "e1", subject: "Hello", cc: ["jim@example.com"], headers: [], sent_at: "2022-05-20T20:49:39Z" }
const list = { uuid: "l1", name: "CMO Germany", created_at: "2022-05-20T20:49:39Z" }
const named = { ...list, created_at: instant }
const sent = { ...message, sent_at: instant }
const mail = { ...email, sent_at: instant }

const position = { limit: 20, offset: 0, total: 1, has_more: false }
const page = (...data: ReadonlyArray<unknown>) => ({ data, ...position })
const window = { limit: 20, offset: 40, order_field: "created_at", order_type: "desc" } as const
const windowText = { limit: "20", offset: "40", order_field: "created_at", order_type: "desc" }

interface Case {
  readonly call: Effect.Effect<unknown, unknown, GetSales>
  readonly sent: readonly [method: string, path: string, query: Record<string, string>, body?: unknown]
  readonly answer: unknown
  /** Default: the answer. */
  readonly value?: unknown
}

/** One call of each form. The contract compares every call with the specification. */
const cases: Record<string, Case> = {
  searchContacts: {
    call: Contacts.search({
      ...window,
      filter: {
        q: "Jane",
        status: ["ok", "duplicate"],
        email_status: "is_not_null",
        connections_number: { ">=": 100, "<": 500 }
      }
    }),
    sent: [
      "POST",
      "/leads/api/leads/search",
      {},
      {
        ...window,
        filter: {
          q: "Jane",
          status: ["ok", "duplicate"],
          email_status: "is_not_null",
          connections_number: { ">=": 100, "<": 500 }
        }
      }
    ],
    answer: page({ lead, markers }),
    value: page({ lead: contact, markers: marked })
  },
  getLead: {
    call: Contacts.get({ uuid: "c/1" }),
    sent: ["GET", "/leads/api/leads/c%2F1", {}],
    answer: lead,
    value: contact
  },
  updateLead: {
    call: Contacts.update({ uuid: "c1", first_name: "Jane", raw_address: "Oslo, Norway" }),
    sent: ["PUT", "/leads/api/leads/c1", {}, { first_name: "Jane", raw_address: "Oslo, Norway" }],
    answer: lead,
    value: contact
  },
  createLead: {
    call: Contacts.create({
      list_uuid: "l1",
      leads: [{ first_name: "Jane", custom_fields: { Gender: "Female" } }, { linkedin_id: "john-doe-123456" }]
    }),
    sent: [
      "POST",
      "/leads/api/leads",
      {},
      {
        list_uuid: "l1",
        leads: [{ first_name: "Jane", custom_fields: { Gender: "Female" } }, { linkedin_id: "john-doe-123456" }]
      }
    ],
    answer: [lead, { lead }],
    value: [contact, contact]
  },
  listFlows: {
    call: Automations.list({ ...window, filter: { q: "Germany", is_public: "1" } }),
    sent: ["GET", "/flows/api/flows", { ...windowText, "filter[q]": "Germany", "filter[is_public]": "1" }],
    answer: page(flow)
  },
  listLinkedinMessages: {
    call: LinkedInMessages.list({ ...window, filter: { lead_uuid: "c1", type: "inbox", user_id: "1" } }),
    sent: [
      "GET",
      "/flows/api/linkedin-messages",
      { ...windowText, "filter[lead_uuid]": "c1", "filter[type]": "inbox", "filter[user_id]": "1" }
    ],
    answer: page(message),
    value: page(sent)
  },
  listLists: {
    call: Lists.list({ limit: 100, filter: { name: "CMO & co" } }),
    sent: ["GET", "/leads/api/lists", { limit: "100", "filter[name]": "CMO & co" }],
    answer: page(list),
    value: page(named)
  },
  sendEmail: {
    call: Emails.send({ sender_profile_uuid: "s1", lead_uuid: "c1", cc: ["jim@example.com"], subject: "Hello" }),
    sent: [
      "POST",
      "/emails/api/emails/send-email",
      {},
      { sender_profile_uuid: "s1", lead_uuid: "c1", cc: ["jim@example.com"], subject: "Hello" }
    ],
    answer: { emailDomain: email, emailBodyDomain: { uuid: "b1", body: "", attachments: [] } },
    value: { emailDomain: mail, emailBodyDomain: { uuid: "b1", body: "", attachments: [] } }
  },
  createWebhook: {
    call: Webhooks.create({ name: "Replies", event: "contact_replied_email", target_url: "https://hooks.example.com" }),
    sent: [
      "POST",
      "/integrations/api/webhooks",
      {},
      {
        name: "Replies",
        event: "contact_replied_email",
        target_url: "https://hooks.example.com",
        request_method: "POST"
      }
    ],
    answer: { data: { uuid: "w1", status: "on" } }
  }
}

it.live("a new webhook is under data, even if the response has no envelope", () =>
  Effect.gen(function* () {
    const webhook = { uuid: "w1", created_at: "2022-12-11T10:00:00Z" }
    const values = [webhook, { data: webhook }].map((body) =>
      Effect.map(against({ status: 201, body }, cases["createWebhook"]!.call), ({ exit }) => outcome(exit))
    )
    const [bare, enveloped] = yield* Effect.all(values)
    assert.deepStrictEqual(bare, { data: { uuid: "w1", created_at: new Date("2022-12-11T10:00:00Z") } })
    assert.deepStrictEqual(enveloped, bare)
  })
)

describe.each(Object.entries(cases))("%s", (_, { answer, call, sent, value = answer }) => {
  it.live("is sent as documented, and its response is decoded", () =>
    Effect.gen(function* () {
      for (const status of [200, 201]) {
        const { exit, received } = yield* against({ status, body: answer }, call)
        assert.deepStrictEqual(outcome(exit), value)
        assert.strictEqual(received.length, 1)
        const { body, headers, method, path, query } = received[0]!
        assert.deepStrictEqual([method, path, query, body], [sent[0], sent[1], sent[2], sent[3]])
        assert.strictEqual(headers.authorization, "Bearer secret-key")
        assert.notProperty(headers, "team-id")
      }
    })
  )
})

// Any call will do: all of them share the classes of their errors.
it.live.each(Lists.list.errors.map(({ status, tag }) => [status, tag] as const))(
  "fails at %d with %s",
  ([status, tag]) =>
    Effect.gen(function* () {
      const said = { error: { reason: "a_word", message: "Because.", data: [] }, message: "Failed", code: status }
      for (const body of [said, "", "<html>secret-key", `{"error":`, [], { error: "Bearer secret-key" }]) {
        const { exit } = yield* against({ status, body }, Lists.list(), { retry: false })
        const error = failure(exit)
        assert.deepInclude({ ...error }, { _tag: tag, vendor: "getsales", operation: Lists.list.id, status })
        assert.strictEqual(error["reason"], body === said ? "Because." : undefined)
        assert.notInclude(String(error) + String(error["body"]), "secret-key")
      }
    })
)

describe("a reason", () => {
  const required = ["The name field is required."]
  it.live.each([
    [{ error: { reason: "validation_error", message: required[0] }, message: "Validation failed" }, required[0], {}],
    [
      { error: { message: required[0], data: { name: required, email: ["It is none."] } }, code: 422 },
      required[0],
      { name: required, email: ["It is none."] }
    ],
    // The older form.
    [{ message: "The given data was invalid.", errors: { name: required } }, required[0], { name: required }],
    [{ message: "The automation is archived." }, "The automation is archived.", {}],
    [{ error: { reason: "validation_error" } }, "validation_error", {}],
    [{ error: { message: " ", reason: "" }, message: null }, undefined, {}],
    [{ error: "odd", message: 7, errors: [], code: "422" }, undefined, {}],
    [{ error: { data: { name: [7] } }, errors: { name: required } }, required[0], { name: required }]
  ] as const)("and the fields of a 422 are found in %j", ([body, reason, fields]) =>
    Effect.gen(function* () {
      const { exit } = yield* against({ status: 422, body }, Effect.flip(Lists.create({ name: "CMO" })))
      const error = exit._tag === "Success" ? exit.success : undefined
      assert.strictEqual(error?._tag, "ValidationFailed")
      if (error?._tag !== "ValidationFailed") return
      assert.strictEqual(error.reason, reason)
      assert.deepStrictEqual(error.fields, fields as never)
      if (reason !== undefined) assert.include(error.message, reason)
    })
  )

  it.live.each([
    [
      { error: { reason: "auth_exception", message: "The token is expired." }, message: "Unauthenticated." },
      "The token is expired."
    ],
    [{ error: { reason: "auth_exception" }, message: "Unauthenticated." }, "Unauthenticated."],
    [{ error: { reason: "auth_exception", data: {} }, code: 401 }, "auth_exception"]
  ] as const)("of another status is found in %j", ([body, reason]) =>
    Effect.gen(function* () {
      const { exit } = yield* against({ status: 401, body }, Lists.list())
      assert.strictEqual(failure(exit)["reason"], reason)
      assert.deepStrictEqual(failure(exit)["details"], body as never)
    })
  )
})

describe("contacts", () => {
  it.live("in search results have markers, in every form of the response", () =>
    Effect.gen(function* () {
      const body = {
        data: [lead, { lead, markers, flows: [1] }, { lead }, { lead, markers: null }, { lead, markers: 7 }]
      }
      const { exit } = yield* against({ body }, Contacts.search())
      assert.deepStrictEqual(outcome(exit), {
        data: [
          { lead: contact, markers: [] },
          { lead: contact, markers: marked },
          { lead: contact, markers: [] },
          { lead: contact, markers: [] },
          { lead: contact, markers: [] }
        ]
      })
    })
  )

  it.live.each([
    ["findOne", Contacts.findOne({ email: "jane.roe@example.com" })],
    ["get", Contacts.get({ uuid: "c1" })],
    ["update", Contacts.update({ uuid: "c1" })],
    ["upsert", Contacts.upsert({ list_uuid: "l1", lead: { linkedin_id: "jane" } })]
  ] as const)("of %s come bare, however they were sent", ([, call]) =>
    Effect.gen(function* () {
      const { exit } = yield* against({ body: { lead, markers } }, call as Effect.Effect<unknown, unknown, GetSales>)
      assert.deepStrictEqual(outcome(exit), contact)
    })
  )

  it.live("have their place as a list of addresses, or as in newer responses", () =>
    Effect.gen(function* () {
      const locations = [[{ address_string: "Oslo" }], { city: "Oslo", region: null, country: "Norway" }, [], null]
      for (const location of locations) {
        const { exit } = yield* against({ body: { uuid: "c1", location } }, Contacts.get({ uuid: "c1" }))
        assert.deepStrictEqual(outcome(exit), { uuid: "c1", location })
      }
    })
  )

  it.live("lose only a field of an undocumented type; the original response is kept", () =>
    Effect.gen(function* () {
      const odd = { uuid: "c1", name: ["Jane"], has_premium: true, created_at: "soon", location: "Oslo", about: "x" }
      const { exit } = yield* against({ body: odd }, Contacts.get.withResponse({ uuid: "c1" }))
      assert.strictEqual(exit._tag, "Success")
      if (exit._tag !== "Success") return
      assert.deepStrictEqual(exit.success.value, {
        uuid: "c1",
        name: null,
        has_premium: null,
        created_at: null,
        location: null,
        about: "x"
      } as never)
      assert.deepStrictEqual(exit.success.body, odd)
    })
  )

  it.live.each([
    [{ data: [{ name: "Jane" }] }, "data[0]"],
    [{ data: { uuid: "c1" } }, "data"],
    [{}, "data"]
  ] as const)("without an id, or not in a list, fail and say where: %j", ([body, path]) =>
    Effect.gen(function* () {
      const { exit } = yield* against({ body }, Contacts.search())
      assert.strictEqual(failure(exit)["_tag"], "UnexpectedResponse")
      assert.isTrue(String(failure(exit)["path"]).startsWith(path), String(failure(exit)["path"]))
    })
  )

  it.live("are looked up at the older path if it is set for the layer or the call", () =>
    Effect.gen(function* () {
      const path = "/leads/api/leads/find-one"
      const find = Contacts.findOne({ linkedin_id: "jane" })
      const { received } = yield* against(
        { body: lead },
        Effect.andThen(find, Contacts.findOne({ linkedin_id: "jane" }, { override: { path: "/elsewhere" } })),
        { overrides: { findOneContact: { path } } }
      )
      assert.deepStrictEqual(
        received.map(({ path }) => path),
        [path, "/elsewhere"]
      )
    })
  )
})

describe("a new contact in an automation", () => {
  const call = Automations.addNewContact({ flowUuid: "f1", list_uuid: "l1", lead: { linkedin_id: "jane" } })

  it.live.each([
    [204, "", {}],
    [200, { reason: "skipped" }, { reason: "skipped" }],
    [200, {}, {}]
  ] as const)("was added, or tells why not: %d %j", ([status, body, value]) =>
    Effect.gen(function* () {
      const { exit } = yield* against({ status, body }, call)
      assert.deepStrictEqual(outcome(exit), value)
    })
  )
})

it.live("a new contact in an automation does not count as added if a 200 is empty", () =>
  Effect.gen(function* () {
    const call = Automations.addNewContact({ flowUuid: "f1", list_uuid: "l1", lead: { linkedin_id: "jane" } })
    const { exit, received } = yield* against({ status: 200, body: "" }, call)
    assert.deepInclude(failure(exit), { _tag: "UnexpectedResponse", empty: true })
    assert.lengthOf(received, 1)
  })
)

describe("calls without a response body", () => {
  it.live.each([
    ["remove", Contacts.remove({ uuid: "c1" })],
    ["addContact", Automations.addContact({ flowUuid: "f1", leadUuid: "c1" })],
    ["cancelContact", Automations.cancelContact({ leadUuid: "c1", flow_uuids: ["f1"] })],
    ["cancelContactFromAll", Automations.cancelContactFromAll({ leadUuid: "c1" })]
  ] as const)("succeed whatever comes: %s", ([, call]) =>
    Effect.gen(function* () {
      for (const answer of [{ status: 204 }, { status: 200 }, { body: { message: "Done." } }, { body: "<html>" }]) {
        const { exit } = yield* against(answer, call as Effect.Effect<unknown, unknown, GetSales>)
        assert.deepStrictEqual([exit._tag, outcome(exit)], ["Success", undefined])
      }
    })
  )
})

describe("e-mails", () => {
  it.live.each([
    ["as the document says", [email], { data: [mail] }],
    ["with a position", page(email), page(mail)],
    ["with a position under pagination", { data: [email], pagination: position }, page(mail)],
    ["with an odd pagination", { data: [email], pagination: [] }, { data: [mail] }],
    ["empty", [], { data: [] }]
  ] as const)("are a page, %s", ([, body, value]) =>
    Effect.gen(function* () {
      const { exit } = yield* against({ body }, Emails.list())
      assert.deepStrictEqual(outcome(exit), value as never)
    })
  )

  it.live("name the one without an id", () =>
    Effect.gen(function* () {
      const { exit } = yield* against({ body: [email, {}] }, Emails.list())
      assert.strictEqual(failure(exit)["_tag"], "UnexpectedResponse")
      assert.strictEqual(failure(exit)["path"], "[1].uuid")
    })
  )
})

describe("a response without a body", () => {
  it.live("of a list is requested again, and fails as empty in the end", () =>
    Effect.gen(function* () {
      const { exit, received } = yield* against({}, LinkedInMessages.list())
      const { empty, path, status } = failure(exit)
      assert.deepStrictEqual([failure(exit)["_tag"], empty, path, status], ["UnexpectedResponse", true, "", 200])
      assert.strictEqual(received.length, 4)
      const { exit: second, received: twice } = yield* against(
        (_, index) => (index === 0 ? {} : { body: page(message) }),
        LinkedInMessages.list()
      )
      assert.deepStrictEqual(outcome(second), page(sent))
      assert.strictEqual(twice.length, 2)
    })
  )

  it.live("of an unsafe call is not requested again", () =>
    Effect.gen(function* () {
      const { exit, received } = yield* against({}, LinkedInMessages.send({ lead_uuid: "c1", text: "Hello" }))
      assert.deepStrictEqual([failure(exit)["_tag"], failure(exit)["empty"]], ["UnexpectedResponse", true])
      assert.strictEqual(received.length, 1)
    })
  )
})

describe("lists in pages", () => {
  const items = (count: number, from = 0) => Array.from({ length: count }, (_, index) => ({ uuid: `l${from + index}` }))
  /** A list of `total` items, with at most `cap` on a page, and the position that a page reports. */
  const listOf =
    (count: number, tell: (offset: number, end: number) => object, cap = 100) =>
    ({ query }: Recorder.Received): Recorder.Answer => {
      const offset = Number(query["offset"])
      const data = items(count, 0).slice(offset, offset + Math.min(cap, Number(query["limit"])))
      return { body: { data, ...tell(offset, offset + data.length) } }
    }
  const windows = (received: ReadonlyArray<Recorder.Received>) =>
    received.map(({ query }) => [query["limit"], query["offset"]].join("@"))
  const all = Stream.runCollect(Lists.stream())

  it.live.each([
    ["has_more is false", listOf(250, (_, end) => ({ has_more: end < 250 })), ["100@0", "100@100", "100@200"], 250],
    [
      "has_more is false though the page is full",
      listOf(200, (_, end) => ({ has_more: end < 200 })),
      ["100@0", "100@100"],
      200
    ],
    ["total is reached", listOf(200, () => ({ total: 200 })), ["100@0", "100@100"], 200],
    [
      "total is reached, though pages on the way are empty",
      listOf(150, () => ({ total: 400 })),
      ["100@0", "100@100", "100@150", "100@250", "100@350"],
      150
    ],
    ["a page is short", listOf(150, () => ({})), ["100@0", "100@100"], 150],
    [
      "a page is shorter than the vendor lets it be",
      listOf(50, () => ({ limit: 20 }), 20),
      ["100@0", "100@20", "100@40"],
      50
    ],
    [
      "has_more is null and a page is empty",
      listOf(100, () => ({ has_more: null, total: null })),
      ["100@0", "100@100"],
      100
    ],
    ["there is none", listOf(0, () => ({ has_more: false, total: 7 })), ["100@0"], 0],
    // Fewer at once than were asked for, and none left out.
    ["total is reached in small pages", listOf(50, () => ({ total: 50 }), 20), ["100@0", "100@20", "100@40"], 50]
  ] as const)("end where %s", ([, answer, asked, count]) =>
    Effect.gen(function* () {
      const { exit, received } = yield* against(answer, all)
      assert.deepStrictEqual(outcome(exit), items(count) as never)
      assert.deepStrictEqual(windows(received), [...asked])
    })
  )

  it.live("continue after an empty page that reports more", () =>
    Effect.gen(function* () {
      const gap = ({ query }: Recorder.Received): Recorder.Answer => {
        const offset = Number(query["offset"])
        return { body: { data: offset === 100 ? [] : items(100, offset), has_more: offset < 300 } }
      }
      const { exit, received } = yield* against(gap, all)
      assert.deepStrictEqual(outcome(exit), [...items(100), ...items(100, 200), ...items(100, 300)] as never)
      assert.deepStrictEqual(windows(received), ["100@0", "100@100", "100@200", "100@300"])
    })
  )

  it.live("fail if a hundred empty pages in a row report more", () =>
    Effect.gen(function* () {
      const { exit, received } = yield* against(
        listOf(150, () => ({ has_more: true })),
        all,
        { quota: { limits: [] } }
      )
      assert.deepInclude({ ...failure(exit) }, { _tag: "EndlessList", operation: "listLists", pages: 100 })
      assert.strictEqual(received.length, 102)
    })
  )

  it.live("of e-mails end at a short page", () =>
    Effect.gen(function* () {
      const { exit, received } = yield* against(
        ({ query }) => ({ body: items(query["offset"] === "0" ? 100 : 3, Number(query["offset"])) }),
        Stream.runCollect(Emails.stream({ status: "sent" }))
      )
      assert.deepStrictEqual(outcome(exit), items(103) as never)
      assert.deepStrictEqual(windows(received), ["100@0", "100@100"])
      assert.isTrue(received.every(({ query }) => query["status"] === "sent"))
    })
  )

  it.live("of contacts are requested in the body", () =>
    Effect.gen(function* () {
      const { exit, received } = yield* against(
        ({ body }) => {
          const { offset } = body as { readonly offset: number }
          return { body: { data: items(2, offset).map((lead) => ({ lead, markers })), has_more: offset < 2 } }
        },
        Stream.runCollect(Contacts.stream({ filter: { q: "Jane" }, limit: 2 }))
      )
      assert.deepStrictEqual(outcome(exit), items(4).map((lead) => ({ lead, markers: marked })) as never)
      assert.deepStrictEqual(
        received.map(({ body }) => body),
        [0, 2].map((offset) => ({ filter: { q: "Jane" }, limit: 2, offset }))
      )
    })
  )

  it.live.each([
    ["Contacts", Contacts.pages],
    ["Automations", Automations.pages],
    ["LinkedInMessages", LinkedInMessages.pages],
    ["Emails", Emails.pages],
    ["SenderProfiles", SenderProfiles.pages],
    ["Lists", Lists.pages]
  ] as const)(
    "of %s begin where they are told, with as many as they are told, and go as far as they are used",
    ([, pages]) =>
      Effect.gen(function* () {
        const { exit, received } = yield* against(
          { body: { data: items(10), has_more: true } },
          Stream.runCollect(
            Stream.take(pages({ limit: 10, offset: 30 }) as Stream.Stream<object, unknown, GetSales>, 2)
          )
        )
        assert.strictEqual(exit._tag === "Success" ? exit.success.length : exit.failure, 2)
        assert.deepStrictEqual(
          received
            .map(({ body, query }) => (body ?? query) as Record<string, unknown>)
            .map(({ limit, offset }) => [Number(limit), Number(offset)]),
          [
            [10, 30],
            [10, 40]
          ]
        )
      })
  )

  it.live("fail with a page, after the items before it", () =>
    Effect.gen(function* () {
      const seen: Array<string> = []
      const { exit } = yield* against(
        (_, index) => (index === 0 ? { body: { data: items(1), has_more: true } } : { status: 403 }),
        Stream.runForEach(Lists.stream(), ({ uuid }) => Effect.sync(() => void seen.push(uuid)))
      )
      assert.strictEqual(failure(exit)["_tag"], "Forbidden")
      assert.deepStrictEqual(seen, ["l0"])
    })
  )
})

describe("input", () => {
  const upsert = { list_uuid: "l1", lead: { linkedin_id: "jane" } }
  it.live.each([
    ["uuid", Contacts.get({ uuid: "" })],
    ["uuid", Contacts.remove({ uuid: "" })],
    ["limit", Contacts.search({ limit: 101 })],
    ["limit", Lists.list({ limit: 0 })],
    ["offset", Emails.list({ offset: -1 })],
    ["order_type", Lists.list({ order_type: "up" as never })],
    ["lead.work_email", Contacts.upsert({ ...upsert, lead: { linkedin_id: "jane", work_email: "x" } as never })],
    ["list_uuid", Contacts.upsert({ ...upsert, list_uuid: "" })],
    ["filter.nonsense", Automations.list({ filter: { nonsense: "x" } as never })],
    ["flow_uuids[1]", Automations.cancelContact({ leadUuid: "c1", flow_uuids: ["f1", ""] })],
    ["text", LinkedInMessages.send({ lead_uuid: "c1", text: "x".repeat(8001) })],
    ["name", Lists.create({} as never)],
    ["linkedin_id", Contacts.findOne()],
    ["linkedin_id", Contacts.findOne({ name: "Jane Roe", email: null })],
    ["leads[0].nickname", Contacts.create({ list_uuid: "l1", leads: [{ nickname: "x" } as never] })]
  ] as const)("names a bad %s before anything is sent", ([field, call]) =>
    Effect.gen(function* () {
      const { exit, received } = yield* against({}, call as Effect.Effect<unknown, unknown, GetSales>)
      assert.strictEqual(failure(exit)["_tag"], "InvalidInput")
      assert.deepStrictEqual(
        (failure(exit)["issues"] as ReadonlyArray<{ readonly path: string }>).map(({ path }) => path),
        [field]
      )
      assert.strictEqual(received.length, 0)
    })
  )

  it.live("allows 8,000 characters in a message, in any alphabet", () =>
    Effect.gen(function* () {
      const text = "😀".repeat(8000)
      const { received } = yield* against({ body: message }, LinkedInMessages.send({ text }))
      assert.deepStrictEqual(received[0]!.body, { text })
    })
  )
})

describe("the layer", () => {
  it.effect("stays within 300 requests a minute by default", () =>
    Effect.gen(function* () {
      const { definition } = yield* GetSales
      assert.deepStrictEqual(definition.limits, [{ limit: 300, window: "1 minute" }])
      // A fortieth of them at once; the next has to wait for longer than it may.
      const { exit, received } = yield* against(
        { body: page() },
        Effect.forEach(Array.from({ length: 31 }), () => Lists.list({}, { timeout: { total: "100 millis" } }), {
          concurrency: 1
        }),
        { quota: { key: "getsales-test" } }
      )
      assert.strictEqual(failure(exit)["_tag"], "QuotaExceeded")
      assert.strictEqual(received.length, 7)
    }).pipe(Effect.provide(getsales("http://127.0.0.1:9")))
  )

  it.live("waits as long as a 429 asks, and then retries even an unsafe call", () =>
    Effect.gen(function* () {
      const { exit } = yield* against({ status: 429, headers: { "retry-after": "60" } }, Lists.list(), { retry: false })
      assert.strictEqual(Duration.toSeconds(failure(exit)["retryAfter"] as Duration.Duration), 60)
      const { received } = yield* against(
        (_, index) => (index === 0 ? { status: 429, headers: { "retry-after": "0" } } : { body: list }),
        Lists.create({ name: "CMO" })
      )
      assert.strictEqual(received.length, 2)
    })
  )

  it.live("sends the team if it is given", () =>
    Effect.gen(function* () {
      for (const [teamId, expected] of [
        [7, "7"],
        ["8", "8"],
        [undefined, undefined]
      ] as const) {
        const { received } = yield* against({ body: page() }, Lists.list(), { teamId })
        assert.strictEqual(received[0]!.headers["team-id"], expected)
      }
    })
  )

  it.live("sends other requests with the same credentials, and the same errors", () =>
    Effect.gen(function* () {
      const call = request({ method: "GET", path: "/leads/api/tags", query: { filter: { name: "VIP" } } })
      const { exit, received } = yield* against({ body: page({ uuid: "t1" }) }, call, { teamId: 7 })
      assert.deepStrictEqual(exit._tag === "Success" ? exit.success.value : exit.failure, page({ uuid: "t1" }))
      const { headers, method, path, query } = received[0]!
      assert.deepStrictEqual([method, path, query], ["GET", "/leads/api/tags", { "filter[name]": "VIP" }])
      assert.deepStrictEqual([headers.authorization, headers["team-id"]], ["Bearer secret-key", "7"])
      const { exit: refused } = yield* against({ status: 402, body: { message: "No credits." } }, call)
      assert.deepStrictEqual([failure(refused)["_tag"], failure(refused)["reason"]], ["PaymentRequired", "No credits."])
    })
  )

  it.live("reads its credentials from configuration", () =>
    Effect.gen(function* () {
      const { received, url } = yield* Recorder.start(() => ({ body: page() }))
      const run = (layer: typeof GetSales.layerConfig, env: Record<string, string>) =>
        Lists.list().pipe(
          Effect.provide(Layer.provide(layer, NodeHttpClient.layerUndici)),
          Effect.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env })))
        )
      const token = { GETSALES_TOKEN: "from-env" }
      yield* run(GetSales.layerConfig, { ...token, GETSALES_BASE_URL: url })
      yield* run(GetSales.layerConfig, { ...token, GETSALES_BASE_URL: url, GETSALES_TEAM_ID: "7" })
      yield* run(GetSales.layerConfigWith({ retry: false, baseUrl: url }), {
        ...token,
        GETSALES_BASE_URL: "",
        GETSALES_TEAM_ID: ""
      })
      assert.deepStrictEqual(
        received.map(({ headers }) => [headers.authorization, headers["team-id"]]),
        [
          ["Bearer from-env", undefined],
          ["Bearer from-env", "7"],
          ["Bearer from-env", undefined]
        ]
      )
      const missing = yield* Effect.result(run(GetSales.layerConfig, {}))
      assert.include(String(missing._tag === "Failure" ? missing.failure : ""), "GETSALES_TOKEN")
    }).pipe(Effect.scoped)
  )
})
