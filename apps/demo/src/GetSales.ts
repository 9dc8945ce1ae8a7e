/**
 * GetSales.io: contacts are put into a list and get a LinkedIn message. Putting a contact into the list can be repeated. A
 * message must never be sent twice, so the job always looks for it first, whatever the journal says.
 */
import { Automations, Contacts, definition, GetSales, LinkedInMessages, Webhooks } from "@salesbridge/getsales"
import { Effect, Option, Stream } from "effect"
import { type Contact, type Person, profileKeyOf, profileOf } from "./Contact.ts"
import { type Destination, forAll, type Found, given, type Prepared, some } from "./Destination.ts"
import { keyOf } from "./EmailAddress.ts"
import { messageFor, missingFor, problemOf } from "./Message.ts"
import { keyIn, knownByAddress } from "./VendorAddress.ts"
import { integrate, type Using } from "./VendorIntegration.ts"
import { hasSecretPath } from "./webhookServer.ts"

const flags = { list: "getsales-list", sender: "getsales-sender", message: "message" }

/** How many of the messages to one contact are searched: more than anybody gets. */
const mostMessages = 500

/** The webhook of somebody who unsubscribed. */
const unsubscribed = "contact_unsubscribed_email"

const emailsOf = ({ personal_email, work_email }: Contacts.Contact) => given(work_email, personal_email)

/** The contacts that a filter selects. The job checks each with `wanted`, in case GetSales ignores the filter. */
const contactsBy = (filter: Contacts.Filter, wanted: (contact: Contacts.Contact) => boolean) =>
  Contacts.stream({ filter }).pipe(
    Stream.map(({ lead }) => lead),
    Stream.filter(wanted)
  )

/** How much earlier than the step a message may be dated that can be the one: the clocks may differ. */
const leeway = 24 * 60 * 60_000

/** Normalises a text for comparison: a vendor may trim it or change its line breaks. */
const plain = (text: string | null | undefined) => text?.replace(/\s+/g, " ").trim()

const findOne = (by: { readonly email: string } | { readonly linkedin_id: string }) =>
  Effect.catchTag(Contacts.findOne(by), "NotFound", () => Effect.succeed(undefined))

/** The contact with this address or else with this profile. */
const find = Effect.fnUntraced(function* ({ email, linkedin }: Person) {
  const found = yield* findOne({ email })
  // A contact with another address is ignored; one without an address counts.
  const keys = found && emailsOf(found).map(keyIn)
  if (keys !== undefined && (keys.length === 0 || keys.includes(keyOf(email)))) return found
  if (linkedin === undefined) return undefined
  const member = yield* findOne({ linkedin_id: linkedin })
  return member === undefined || profileKeyOf(member.linkedin ?? linkedin) === profileKeyOf(linkedin)
    ? member
    : undefined
})

/** Why a contact gets no message. */
const lackingFor =
  (message: string): NonNullable<Destination["lacks"]> =>
  (contact, firstWith) => {
    const { email, linkedin } = contact
    if (linkedin === undefined) return { text: "no profile" }
    const missing = missingFor(message, contact)
    if (missing !== undefined) {
      const text = missing.endsWith("name") ? "no name" : `no ${missing}`
      return { text, detail: `the message needs the ${missing}` }
    }
    // A person with two addresses is one contact at GetSales, and gets one message.
    const owner = firstWith(profileKeyOf(linkedin))
    return owner === email ? undefined : { text: "same one", detail: `has the LinkedIn profile of ${owner}` }
  }

/** Puts a contact into the list, so that the message can be sent and found. */
const prepare = Effect.fnUntraced(function* (
  { email, fields, linkedin }: Contact,
  { list_uuid, sender, text }: { readonly list_uuid: string; readonly sender: string; readonly text: string },
  using: Using<GetSales>
) {
  const lead = yield* Contacts.upsert({
    list_uuid,
    lead: {
      linkedin_id: linkedin!,
      email,
      first_name: fields["First Name"],
      last_name: fields["Last Name"],
      company_name: fields["Company"]
    }
  })
  const lead_uuid = lead.uuid
  const isSame = (sent: LinkedInMessages.Message) => plain(sent.text) === plain(text)
  const find = (isIt: (sent: LinkedInMessages.Message) => boolean) =>
    LinkedInMessages.stream({ filter: { lead_uuid, type: "outbox" } }).pipe(
      Stream.take(mostMessages),
      // Checked here as well, in case GetSales ignores the filter.
      Stream.filter((sent) => sent.type !== "inbox" && (sent.lead_uuid ?? lead_uuid) === lead_uuid),
      Stream.filter(isIt),
      Stream.map((sent): Found => {
        const { fail_reason, status } = sent
        if (status === "failed")
          return { but: `GetSales could not deliver the message: ${fail_reason ?? "it does not say why"}` }
        return isSame(sent) ? {} : { but: "a run that was cut off may have sent it with another text" }
      }),
      Stream.runHead,
      Effect.map(Option.getOrUndefined),
      using
    )
  return {
    unsubscribed: lead.email_status === "unsubscribed" ? "e-mail status unsubscribed" : undefined,
    emails: emailsOf(lead),
    send: using(LinkedInMessages.send({ lead_uuid, sender_profile_uuid: sender, text })),
    find: find(isSame),
    // That run may have had another text. A message without a date is about to be sent.
    findSince: (time) => find((sent) => isSame(sent) || (sent.sent_at?.getTime() ?? time) >= time - leeway),
    findFirst: true
  } satisfies Prepared
})

export const integration = integrate<Destination, GetSales>({
  definition,
  layer: GetSales.layerConfigWith,
  name: "GetSales",
  settings: [
    {
      flag: flags.list,
      metavar: "UUID",
      description: "GetSales list to put the contacts into",
      sample: "uuid-uuid-uuid-uuid-example"
    },
    {
      flag: flags.sender,
      metavar: "UUID",
      description: "GetSales sender profile of the message",
      sample: "uuid-uuid-uuid-uuid-example"
    },
    {
      flag: flags.message,
      metavar: "TEXT",
      description: "Its text: {first_name}, {last_name}, {company}",
      sample: "Hello {first_name}, may I show you our example?",
      problem: problemOf
    }
  ],
  webhook: {
    secret: "GETSALES_WEBHOOK_SECRET",
    receiver: (secret, report) =>
      Webhooks.receiver({
        verify: hasSecretPath(secret),
        // The body and not the payload, so that a field of an unexpected form hides nobody.
        handle: ({ body }) => {
          if (body["event_name"] !== unsubscribed) return Effect.void
          const { linkedin_url, personal_email, work_email } = Object(body["contact"]) as typeof body
          const emails = given(work_email, personal_email)
          return report({ emails, linkedin: profileOf(given(linkedin_url)[0]), term: unsubscribed })
        }
      })
  },
  connect: ({ place, setting, using }) => {
    const list_uuid = setting(flags.list)
    const message = setting(flags.message)
    const known = knownByAddress<Pick<Contacts.Contact, "uuid">>()
    const noted = (contact: Contacts.Contact) => {
      const emails = emailsOf(contact)
      known.add(emails, contact.uuid, { uuid: contact.uuid })
      return { emails, linkedin: profileOf(contact.linkedin) }
    }
    return {
      into: `list ${list_uuid}`,
      target: `${place} list ${list_uuid}`,
      step: "message",
      done: "messaged",
      delivers: (count) => `send up to ${some(count, "LinkedIn message")}`,
      suppresses: ({ length }) => `take ${some(length, "contact")} out of all automations`,
      // A contact without a list comes from a response that omits the field, not from another list.
      members: contactsBy({ list_uuid }, (contact) => (contact.list_uuid ?? list_uuid) === list_uuid).pipe(
        Stream.onStart(Effect.sync(known.clear)),
        Stream.map(noted),
        Stream.runCollect,
        using
      ),
      // A contact in the list may not have the message.
      membersAreDone: false,
      byProfile: true,
      unsubscribed: contactsBy(
        { email_status: "unsubscribed" },
        ({ email_status }) => email_status === "unsubscribed"
      ).pipe(
        Stream.map((contact) => ({ ...noted(contact), term: "e-mail status unsubscribed" })),
        Stream.runCollect,
        using
      ),
      lacks: lackingFor(message),
      prepare: (contact) =>
        using(
          prepare(contact, { list_uuid, sender: setting(flags.sender), text: messageFor(message, contact) }, using)
        ),
      suppression: Effect.fnUntraced(function* (person) {
        const found = yield* using(find(person))
        const uuids = [
          ...new Set([...known.with(person.email).values(), ...(found ? [found] : [])].map(({ uuid }) => uuid))
        ]
        const cancel = forAll(uuids, (leadUuid) => Automations.cancelContactFromAll({ leadUuid }))
        return uuids.length === 0 ? undefined : { _tag: "ToDo", run: using(cancel) }
      })
    }
  }
})
