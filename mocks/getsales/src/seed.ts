/**
 * The initial state: the team of a small company that sells to marketing leaders. Everything is invented, and the same
 * every time. It includes everything that the specification's examples name.
 */
import type { Context } from "@salesbridge/mock-engine/sandbox"
import { blank } from "./contacts.ts"
import { add as addEmail, filed } from "./emails.ts"
import { add as addMessage, hashOf } from "./linkedinMessages.ts"
import { markerOf } from "./markers.ts"
import { microseconds, seconds } from "./timestamps.ts"
import type {
  Company,
  Contact,
  Flow,
  FlowLead,
  FlowNode,
  LinkedinMessage,
  List,
  SenderProfile,
  State,
  Template,
  Webhook
} from "./State.ts"

/** The id in most examples. */
const example = "uuid-uuid-uuid-uuid-example"
const mary = "10b13691-d53f-44ed-aea6-f585d60459aa"
const jane = "5d4d9d60-1e0b-400d-94d5-85c4b6a306f6"
const mailsByJane = "d68f8f4c-fb28-4e30-b007-98bce1cb2c0d"
const followUp = "11840a54-032e-452f-857e-bb369a5e7afa"

/** An id whose first letter shows its kind. */
const id = (kind: string, number: number): string => `${kind}0000000-0000-4000-8000-${String(number).padStart(12, "0")}`

const hour = 3_600_000
const day = 24 * hour
const start = Date.UTC(2026, 0, 5, 9)
const on = (days: number, hours = 0): number => start + days * day + hours * hour

const firstNames = [
  "Astrid",
  "Bram",
  "Celia",
  "Dario",
  "Elin",
  "Farid",
  "Greta",
  "Hugo",
  "Ines",
  "Jonas",
  "Klara",
  "Levi"
]
const lastNames = ["Winter", "Berg", "Castell", "Dahl", "Engel", "Falk", "Grau"]
const companies = ["Example Ltd", "ExampleCorp", "Alder Example", "Birch Example", "Cedar Example", "Dogwood Example"]
const positions = ["Chief Marketing Officer", "Head of Growth", "Marketing Manager", "Sales & Partner Manager"]
const places = ["Oslo, Oslo, Norway", "Hamburg, Hamburg, Germany", "Lyon, Rhône, France", "Graz, Styria, Austria"]

const by = <Row extends { readonly uuid: string }>(rows: ReadonlyArray<Row>): Record<string, Row> =>
  Object.fromEntries(rows.map((row) => [row.uuid, row]))

const lists = [
  [example, "CMO Germany"],
  [id("a", 1), "CMO"],
  [id("a", 2), "Trade fair Oslo"],
  [id("a", 3), "Newsletter readers"],
  [id("a", 4), "Former customers"],
  [id("a", 5), "Nobody yet"]
] as const

const domainOf = (company: string): string => `${company.toLowerCase().replaceAll(" ", "-")}.example.com`

const person = (number: number): Contact => {
  const first = firstNames[number % firstNames.length]!
  const last = lastNames[number % lastNames.length]!
  const company = companies[number % companies.length]!
  const nickname = `${first}-${last}-${1000 + number}`.toLowerCase()
  const onLinkedin = number % 11 !== 5
  const email = `${first}.${last}@${domainOf(company)}`.toLowerCase()
  const has = number % 9 === 4 ? {} : number % 10 === 3 ? { personal_email: email } : { work_email: email }
  const place = places[number % places.length]!
  return {
    ...blank(id("c", number), lists[number < 24 ? 0 : 1 + (number % 4)]![0], on(number / 4)),
    ...named(first, last, company),
    ...has,
    ...(onLinkedin && {
      linkedin: nickname,
      ln_id: `ACoAAA${String(number).padStart(4, "0")}${nickname}`,
      sn_id: `ACwAAA${String(number).padStart(4, "0")}${nickname}`,
      linkedin_status: number % 17 === 8 ? "blocked" : "active",
      connections_number: 40 + ((number * 37) % 460),
      followers_number: (number * 71) % 1200,
      avatar_url: `https://images.example.com/${nickname}.png`
    }),
    position: positions[number % positions.length]!,
    headline: `${positions[number % positions.length]!} at ${company}`,
    raw_address: place,
    location: [{ address_string: place }],
    has_premium: number % 3 === 0 ? 1 : 0,
    email_status: number % 9 === 4 ? "need_search" : number % 13 === 6 ? "unsubscribed" : "verified",
    tags: number % 5 === 0 ? [id("7", 1)] : [],
    status: onLinkedin || number % 9 !== 4 ? "ok" : "no_contact_data"
  }
}

const named = (first: string, last: string, company: string) => ({
  name: `${first} ${last}`,
  first_name: first,
  last_name: last,
  company_name: company,
  company_uuid: id("b", companies.indexOf(company) + 1),
  pipeline_stage_uuid: example,
  data_source_uuid: example
})

const johnDoe: Contact = {
  ...blank(example, example, on(0)),
  ...named("John", "Doe", "Example Ltd"),
  company_ln_id: "98",
  position: "Sales & Partner Manager",
  headline: "Sales & Partner Manager at Example Ltd",
  about: "Some facts about John",
  avatar_url: "https://images.example.com/john-doe.png",
  ln_id: "ACoAAAexample0000000000000000000000john",
  sn_id: "ACwAAAexample0000000000000000000000john",
  linkedin: "john-doe-123456",
  work_email: "john.doe@example.com",
  personal_phone_number: "+123456789",
  connections_number: 500,
  followers_number: 1000,
  primary_language: "en",
  supported_languages: ["en", "no"],
  has_verified_profile: 1,
  has_premium: 1,
  experience: [{ title: "Manager", company: "Example Ltd", start_date: "2020-01-01", end_date: null }],
  posts: [{ content: "We are hiring", date: "2025-12-01" }],
  educations: [
    { school: "Example University", degree: "MSc", field_of_study: "Trade", start_year: 2010, end_year: 2015 }
  ],
  skills: ["Sales"],
  raw_address: "Oslo, Oslo, Norway",
  location: [{ address_string: "Oslo, Oslo, Norway" }],
  tags: [example],
  status: "ok",
  linkedin_status: "active",
  email_status: "verified",
  unread_counts: [{ category: "linkedin", count: 1 }],
  sender_profile_uuid: example
}

const maryMajor: Contact = {
  ...blank(mary, example, on(0, 1)),
  ...named("Mary", "Major", "ExampleCorp"),
  position: "Chief Marketing Officer",
  headline: "Chief Marketing Officer at ExampleCorp",
  ln_id: "ACoAAAexample0000000000000000000000mary",
  sn_id: "ACwAAAexample0000000000000000000000mary",
  linkedin: "mary-major-654321",
  work_email: "mary.major@example.com",
  connections_number: 320,
  followers_number: 410,
  raw_address: "Hamburg, Hamburg, Germany",
  location: [{ address_string: "Hamburg, Hamburg, Germany" }],
  status: "ok",
  linkedin_status: "active",
  email_status: "verified",
  sender_profile_uuid: jane
}

const profile = (uuid: string, number: number, fields: Partial<SenderProfile>): SenderProfile => ({
  uuid,
  team_id: 1,
  linkedin_server_id: null,
  linkedin_browser_id: number,
  linkedin_browser_uuid: number === 1 ? example : id("2", number),
  linkedin_account_uuid: number === 1 ? example : id("3", number),
  mailbox_uuid: null,
  assignee_user_id: 1,
  first_name: null,
  last_name: null,
  label: null,
  status: "enabled",
  schedule: null,
  smart_limits_enabled: false,
  notification_emails: [],
  user_id: 1,
  created_at: seconds(on(-30, number)),
  updated_at: seconds(on(-30, number)),
  ...fields
})

const profiles = [
  profile(example, 1, {
    first_name: "Richard",
    last_name: "Roe",
    label: "USA media owners",
    mailbox_uuid: id("4", 1)
  }),
  profile(jane, 2, { first_name: "Jane", last_name: "Roe", label: "USA", mailbox_uuid: mailsByJane }),
  profile(id("5", 3), 3, { first_name: "Nora", last_name: "Poe", label: "Disabled", status: "disabled" }),
  profile(id("5", 4), 4, {
    first_name: "Owen",
    last_name: "Moe",
    label: "Not connected yet",
    assignee_user_id: 2,
    linkedin_browser_id: null,
    linkedin_browser_uuid: null,
    linkedin_account_uuid: null
  })
]

const templates: ReadonlyArray<Template> = [
  {
    uuid: example,
    name: "First message",
    subject: null,
    text: "Hello {{first_name}}, how is work at {{company_name}}?"
  },
  {
    uuid: "bc655329-a633-48b7-8552-661ece461685",
    name: "Follow-up by e-mail",
    subject: "Hello {{first_name}}",
    text: "<p>Hello {{first_name}}, how are you?</p>"
  },
  { uuid: id("6", 1), name: "Reminder", subject: null, text: "Hello {{first_name}}, did you see my message?" }
]

const toLinkedin: ReadonlyArray<FlowNode> = [
  { id: 1, type: "linkedin_send_connection_request", delay_in_seconds: 0 },
  { id: 2, type: "linkedin_send_message", delay_in_seconds: 86_400, template_uuid: example },
  { id: 3, type: "linkedin_send_message", delay_in_seconds: 172_800, template_uuid: id("6", 1) }
]
const toEmail: ReadonlyArray<FlowNode> = [
  { id: 1, type: "email_send_message", delay_in_seconds: 0, template_uuid: templates[1]!.uuid },
  { id: 2, type: "linkedin_send_message", delay_in_seconds: 259_200, template_uuid: id("6", 1) }
]

const flow = (uuid: string, number: number, name: string, status: Flow["status"], more: Partial<Flow> = {}): Flow => ({
  uuid,
  public_uuid: null,
  team_id: 1,
  name,
  flow_workspace_uuid: null,
  flow_version_uuid: number === 1 ? example : id("9", number),
  schedule: {
    timezone: "Europe/Oslo",
    use_lead_timezone: false,
    timeblocks: [1, 2, 3, 4, 5].map((dow) => ({ dow, min: 540, max: 1080 }))
  },
  description: null,
  priority: 10,
  status,
  is_public: false,
  user_id: 1,
  created_at: seconds(on(-20 + number)),
  updated_at: seconds(on(-20 + number)),
  ...more
})

const workspace = id("8", 1)
const flows = [
  flow(example, 1, "CMO Germany", "on", { description: "Marketing leaders in Germany" }),
  flow(followUp, 2, "Follow-up by e-mail", "on", { flow_workspace_uuid: workspace, priority: 5 }),
  flow(id("f", 3), 3, "Trade fair Oslo", "off", { description: "Whoever was at our stand" }),
  flow(id("f", 4), 4, "Spring launch", "draft", { user_id: 2 }),
  flow(id("f", 5), 5, "Winter campaign", "archived", { flow_workspace_uuid: workspace }),
  flow(id("f", 6), 6, "Welcome", "off", { is_public: true, public_uuid: id("f", 16) })
]

const enrolled = (
  uuid: string,
  flow_uuid: string,
  lead_uuid: string,
  sender_profile_uuid: string,
  status: FlowLead["status"],
  node_id: number | null
): FlowLead => ({
  uuid,
  flow_uuid,
  lead_uuid,
  sender_profile_uuid,
  flow_segment_id: 1,
  status,
  node_id,
  waits: false,
  created_at: seconds(on(10)),
  updated_at: seconds(on(11))
})

const listRows = (): ReadonlyArray<List> =>
  lists.map(([uuid, name], number) => {
    const at = seconds(on(-10 + number))
    return { uuid, team_id: 1, name, user_id: 1, created_at: at, updated_at: at }
  })

const companyRows = (): ReadonlyArray<Company> =>
  companies.map((name, index) => {
    const at = seconds(on(-10))
    const uuid = id("b", index + 1)
    return { uuid, team_id: 1, name, domain: domainOf(name), ln_id: String(98 + index), created_at: at, updated_at: at }
  })

const flowLeads = (): ReadonlyArray<FlowLead> => [
  enrolled(example, example, example, example, "in_progress", 3),
  enrolled(id("e", 1), example, mary, jane, "in_progress", 3),
  enrolled(id("e", 2), example, id("c", 1), example, "in_progress", 2),
  enrolled(id("e", 3), example, id("c", 2), jane, "finished", null),
  enrolled(id("e", 4), example, id("c", 3), example, "canceled", null),
  enrolled("4db99209-acb6-4477-a7d7-01504f092141", followUp, mary, jane, "finished", null),
  enrolled(id("e", 5), followUp, id("c", 6), jane, "in_progress", 2),
  { ...enrolled(id("e", 6), id("f", 3), id("c", 7), example, "in_progress", 1), waits: true }
]

const webhook: Webhook = {
  uuid: example,
  team_id: 1,
  user_id: 1,
  name: "Senders that need help",
  event: "sender_profile_issue",
  request_method: "POST",
  target_url: "https://hooks.example.com/abc",
  status: "on",
  created_at: "2022-12-11T10:00:00Z",
  updated_at: "2022-12-11T10:00:00Z"
}

/** The initial state without messages, e-mails and their effects. */
const quiet = (): State => {
  // Copies, so that sandboxes share nothing.
  const people = Array.from({ length: 70 }, (_, index) => person(index + 1))
  const contacts = [structuredClone(johnDoe), structuredClone(maryMajor), ...people]
  return {
    contacts: by(contacts),
    lists: by(listRows()),
    companies: by(companyRows()),
    flows: by(structuredClone(flows)),
    flowVersions: by(
      flows.map(({ flow_version_uuid, uuid }, index) => ({
        uuid: flow_version_uuid,
        flow_uuid: uuid,
        nodes: index === 1 ? toEmail : toLinkedin,
        sender_profile_uuids: index === 1 ? [jane] : [example, jane]
      }))
    ),
    flowLeads: by(flowLeads()),
    senderProfiles: by(structuredClone(profiles)),
    mailboxes: by([
      { uuid: id("4", 1), email: "richard.roe@example.com", name: "Richard Roe" },
      { uuid: mailsByJane, email: "jane.roe@example.com", name: "Jane Roe" }
    ]),
    linkedinMessages: {},
    emails: {},
    emailBodies: {},
    templates: by(templates),
    pipelineStages: by([
      { uuid: example, name: "New" },
      { uuid: id("1", 2), name: "Approaching" },
      { uuid: id("1", 3), name: "Engaging" },
      { uuid: id("1", 4), name: "Replied" }
    ]),
    tags: by([
      { uuid: example, name: "VIP" },
      { uuid: id("7", 1), name: "Speaker" }
    ]),
    markers: {},
    webhooks: by([structuredClone(webhook)]),
    customFields: { [example]: { Gender: "Male" } },
    activities: [],
    next: { email: 0, linkedinMessage: 0, browser: 4, turn: 0 }
  }
}

type Seeding = Pick<Context<State>, "now" | "random" | "uuid" | "schedule">

/** Adds the LinkedIn messages, sent and pending. */
const talk = (state: State, uuid: () => string): void => {
  // John's conversation has the id of the examples.
  markerOf({ state, uuid: () => example }, example, example)
  const say = (
    at: number,
    lead: string,
    from: string,
    text: string,
    fields: Partial<LinkedinMessage> & Pick<LinkedinMessage, "automation" | "type">
  ): void => {
    const sent = fields.status === undefined
    const message = addMessage({ now: () => at, state, uuid }, { uuid: lead }, state.senderProfiles[from]!, {
      status: "done",
      text,
      ...(sent && { sent_at: microseconds(at), message_hash: hashOf(state) }),
      ...fields
    })
    const marker = markerOf({ state, uuid }, lead, from)
    marker.linkedin_last_connection_sent_at ??= seconds(at - 3 * day)
    marker.linkedin_last_connection_accepted_at ??= seconds(at - 2 * day)
    if (!sent) return
    marker.last_message_type = fields.type
    if (fields.type === "inbox") marker.linkedin_messages_inbox_count++
    else marker.linkedin_messages_sent_count++
    if (message.read_at !== null) marker.linkedin_read_count++
  }
  const auto = { type: "outbox", automation: "auto", template_uuid: example } as const
  const answer = { type: "inbox", automation: "synced" } as const
  say(on(11), example, example, "Hello John, how is work at Example Ltd?", {
    ...auto,
    task_pipeline_uuid: example,
    read_at: microseconds(on(12))
  })
  say(on(12), example, example, "Hello there, this is mr. Twister", { ...answer, uuid: example })
  for (let number = 1; number <= 20; number++) {
    const contact = state.contacts[id("c", number)]!
    const from = number % 2 === 0 ? jane : example
    if (contact.linkedin_status !== "active") continue
    const text = `Hello ${contact.first_name}, how is work at ${contact.company_name}?`
    const read = number % 3 === 0 ? { read_at: microseconds(on(12, number + 5)) } : {}
    say(on(12, number), contact.uuid, from, text, { ...auto, ...read })
    if (number % 3 !== 0) continue
    say(on(13, number), contact.uuid, from, "Busy, but fine. What do you offer?", answer)
    say(on(14, number), contact.uuid, from, "Let me show you. Does Tuesday suit you?", {
      type: "outbox",
      automation: "manual",
      user_id: 1
    })
  }
  const manual = { type: "outbox", automation: "manual", user_id: 1 } as const
  say(on(20), id("c", 30), example, "Are you at the fair?", { ...manual, uuid: id("d", 1), status: "new" })
  say(on(20), id("c", 31), example, "Are you at the fair?", { ...manual, uuid: id("d", 2), status: "in_progress" })
  say(on(19), id("c", 8), example, "Are you at the fair?", {
    ...manual,
    status: "failed",
    fail_reason: "The contact cannot receive messages on LinkedIn."
  })
}

/** Creates a function that files e-mails to and from Jane's mailbox. */
const mailer = (state: State, uuid: () => string) => {
  const rowOf = (lead: string, sent: boolean) => {
    const { name, personal_email, work_email } = state.contacts[lead]!
    const theirs = { name, email: work_email ?? personal_email ?? "" }
    const ours = { name: "Jane Roe", email: "jane.roe@example.com" }
    const [from, to] = sent ? [ours, theirs] : [theirs, ours]
    return {
      from_name: from.name,
      from_email: from.email,
      to_name: to.name,
      to_email: to.email,
      ...(sent
        ? ({ type: "outbox", status: "sent", sending_attempts: 1 } as const)
        : ({ type: "inbox", status: "sync" } as const))
    }
  }
  return (
    at: number,
    lead: string,
    sent: boolean,
    subject: string,
    text: string,
    fields: Partial<Parameters<typeof addEmail>[4]> = {}
  ) => {
    const left = fields.status === undefined || fields.status === "bounced"
    return addEmail({ now: () => at, state, uuid }, { uuid: lead }, state.senderProfiles[jane]!, text, {
      ...rowOf(lead, sent),
      subject,
      ...(left && { ...filed(state, sent ? "Sent" : "INBOX"), sent_at: seconds(at) }),
      ...fields
    }).email
  }
}

/** Adds the e-mails, sent and pending. */
const write = (state: State, uuid: () => string): void => {
  const mail = mailer(state, uuid)
  const automated = {
    flow_uuid: followUp,
    flow_node_id: 1,
    template_uuid: "bc655329-a633-48b7-8552-661ece461685"
  }
  const thread_uuid = id("0", 1)
  const first = mail(on(15), mary, true, "Hello Mary", "<p>Hello Mary, how are you?</p>", {
    ...automated,
    thread_uuid,
    task_pipeline_uuid: "4db99209-acb6-4477-a7d7-01504f092141"
  })
  const answered = mail(on(16), mary, false, "Re: Hello Mary", "Fine. What do you offer?", {
    uuid: "368fd351-527e-488b-8949-d5667d0de6f9",
    thread_uuid,
    replied_to_uuid: first.uuid
  })
  const last = mail(on(17), mary, true, "Re: Hello Mary", "<p>Let me show you.</p>", {
    uuid: "095be615-a8ad-4c33-8e9c-c7612fbf6c9f",
    email_body_uuid: "1d55729a-d2ea-41f8-ab9d-f02ee9e2eb16",
    thread_uuid,
    replied_to_uuid: answered.uuid,
    gpt_prompt_uuid: "24d55385-c52a-4e00-8cec-0e2d26632e8d",
    user_id: 1
  })
  // The body has a new id. Here it gets the id that the examples use.
  const body = Object.values(state.emailBodies).at(-1)!
  delete state.emailBodies[body.uuid]
  state.emailBodies[last.email_body_uuid] = { ...body, uuid: last.email_body_uuid }
  for (let number = 1; number <= 36; number++) {
    const contact = state.contacts[id("c", number)]!
    if (contact.email_status !== "verified") continue
    const subject = `Hello ${contact.first_name}`
    const text = `<p>Hello ${contact.first_name}, how are you?</p>`
    const sent = mail(on(15, number), contact.uuid, true, subject, text, automated)
    if (number % 5 === 0) {
      mail(on(16, number), contact.uuid, false, `Re: ${subject}`, "Not now, thank you.", {
        thread_uuid: sent.thread_uuid,
        replied_to_uuid: sent.uuid
      })
    }
  }
  const lost = mail(on(18), id("c", 41), true, "Are you at the fair?", "<p>Are you at the fair?</p>", {
    status: "bounced",
    bounced_by_uuid: "97ba3dcc-25e4-4028-a3f6-3cb32a51331d",
    user_id: 1
  })
  mail(on(18, 1), id("c", 41), false, "Undelivered Mail Returned to Sender", "The address does not exist.", {
    uuid: "97ba3dcc-25e4-4028-a3f6-3cb32a51331d",
    thread_uuid: lost.thread_uuid,
    replied_to_uuid: lost.uuid,
    from_name: "Mail Delivery System",
    from_email: "mailer-daemon@mail.example.com"
  })
  const notSent = { status: "waiting", sending_attempts: 0, user_id: 1 } as const
  mail(on(20), id("c", 42), true, "Are you at the fair?", "", { ...notSent, uuid: id("d", 3) })
  mail(on(19), id("c", 43), true, "Are you at the fair?", "", { ...notSent, status: "error", sending_attempts: 3 })
  mail(on(19), id("c", 45), true, "Are you at the fair?", "", { ...notSent, status: "cancelled" })
}

/**
 * The state of a new sandbox. Pending messages and e-mails proceed an hour after the start, and automations after a
 * day.
 */
export const seed = ({ now, schedule, uuid }: Seeding): State => {
  const state = quiet()
  // A query for today's changes finds these two.
  for (const contact of Object.values(state.contacts).slice(-2)) contact.updated_at = seconds(now() - 3 * hour)
  talk(state, uuid)
  write(state, uuid)
  schedule("begin LinkedIn message", id("d", 1), hour)
  schedule("end LinkedIn message", id("d", 2), hour)
  schedule("send e-mail", id("d", 3), hour)
  for (const { status, uuid, waits } of Object.values(state.flowLeads)) {
    if (status === "in_progress" && !waits) schedule("step", uuid, day)
  }
  return state
}
