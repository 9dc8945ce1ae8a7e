/**
 * Salesloft: contacts become people on a cadence. Finding or creating a person by address can be repeated. Adding the
 * person to the cadence cannot, since that would restart the cadence.
 */
import { CadenceMemberships, definition, People, Salesloft, Webhooks } from "@salesbridge/salesloft"
import { Effect, Option, Stream } from "effect"
import { type Contact, profileOf } from "./Contact.ts"
import { type Destination, type Found, type Prepared, some } from "./Destination.ts"
import { keyOf, spellingsOf } from "./EmailAddress.ts"
import { integrate, type Using } from "./VendorIntegration.ts"
import { verdictOf } from "./Verdict.ts"

const cadence = "salesloft-cadence"

/** How many addresses one call asks for. More could make its URL too long for a server. */
const batch = 40

/** The people with one of these addresses. Others are ignored, in case Salesloft ignores the filter. */
const byEmail = (emails: Iterable<string>) =>
  Stream.fromIterable(emails, { chunkSize: batch }).pipe(
    Stream.grouped(batch),
    Stream.flatMap((emails) => {
      const keys = new Set(emails.map(keyOf))
      return Stream.filter(People.stream({ "email_addresses[]": emails }), ({ email_address }) =>
        keys.has(keyOf(email_address ?? ""))
      )
    })
  )

const isSame = (id: unknown, wanted: unknown) => id === undefined || id === null || String(id) === String(wanted)

/** The person of a contact, and whether it is new. If the response to the upsert is lost, the person is looked up. */
const personOf = (contact: Contact) =>
  People.upsert({
    upsert_key: "email_address",
    email_address: contact.email,
    first_name: contact.fields["First Name"],
    last_name: contact.fields["Last Name"],
    person_company_name: contact.fields["Company"],
    linkedin_url: contact.linkedin === undefined ? undefined : `https://www.linkedin.com/in/${contact.linkedin}`
  }).pipe(
    Effect.map(({ data: { person, upsert_type } }) => ({ person, isNew: upsert_type === "create" })),
    Effect.catch((failure) =>
      verdictOf(failure) !== "unclear"
        ? Effect.fail(failure)
        : Effect.flatMap(Stream.runCollect(byEmail([contact.email])), ([found]) =>
            found === undefined ? Effect.fail(failure) : Effect.succeed({ person: found, isNew: false })
          )
    )
  )

/** Finds or creates the person, so that it can be added to the cadence and found there. */
const prepare = (contact: Contact, cadence_id: number, using: Using<Salesloft>) =>
  Effect.map(personOf(contact), ({ isNew, person: { do_not_contact, id: person_id } }): Prepared => ({
    unsubscribed: do_not_contact === true ? "do_not_contact" : undefined,
    send: using(CadenceMemberships.create({ person_id, cadence_id })),
    // A past membership counts as well: nobody goes through the cadence twice.
    find: CadenceMemberships.stream({ person_id, cadence_id }).pipe(
      Stream.filter(({ cadence, person }) => isSame(person?.id, person_id) && isSame(cadence?.id, cadence_id)),
      Stream.map(({ currently_on_cadence }): Found =>
        currently_on_cadence === false ? { but: "was on the cadence before, so it was not added again" } : {}
      ),
      Stream.runHead,
      Effect.map(Option.getOrUndefined),
      using
    ),
    findFirst: !isNew
  }))

export const integration = integrate<Destination, Salesloft>({
  definition,
  layer: Salesloft.layerConfigWith,
  name: "Salesloft",
  settings: [
    {
      flag: cadence,
      metavar: "ID",
      description: "Salesloft cadence to add the contacts to",
      sample: "8801",
      problem: (value) => (/^[1-9]\d{0,14}$/.test(value) ? undefined : "it is not the number of a cadence")
    }
  ],
  webhook: {
    secret: "SALESLOFT_CALLBACK_TOKEN",
    receiver: (callbackToken, report) =>
      Webhooks.receiver({
        callbackToken,
        handle: (event) => {
          if (event._tag !== "person_created" && event._tag !== "person_updated") return Effect.void
          const { do_not_contact, email_address, linkedin_url } = event.record
          if (do_not_contact !== true || !email_address) return Effect.void
          return report({ email: email_address, linkedin: profileOf(linkedin_url), term: "do_not_contact" })
        }
      })
  },
  connect: ({ place, setting, using }) => {
    const cadence_id = Number(setting(cadence))
    return {
      into: `cadence ${cadence_id}`,
      target: `${place} cadence ${cadence_id}`,
      step: "cadence",
      done: "on cadence",
      delivers: (count) => `add up to ${some(count, "person", "people")} to the cadence`,
      suppresses: ({ length }) => `set do_not_contact for ${some(length, "person", "people")}`,
      members: People.stream({ "cadence_id[]": [cadence_id] }).pipe(
        Stream.runCollect,
        Effect.map((people) => people.flatMap(({ email_address }) => (email_address ? [keyOf(email_address)] : []))),
        using
      ),
      membersAreDone: true,
      unsubscribed: (emails) =>
        byEmail(emails).pipe(
          Stream.filter(({ do_not_contact }) => do_not_contact === true),
          Stream.map(({ email_address }) => [keyOf(email_address!), "do_not_contact"] as const),
          Stream.runCollect,
          using
        ),
      prepare: (contact) => using(prepare(contact, cadence_id, using)),
      suppression: Effect.fnUntraced(function* ({ email }) {
        const people = yield* using(Stream.runCollect(byEmail(spellingsOf(email))))
        if (people.length === 0) return undefined
        const open = people.filter(({ do_not_contact }) => do_not_contact !== true)
        if (open.length === 0) return { _tag: "Already" }
        const suppress = Effect.forEach(open, ({ id }) => People.update({ id, do_not_contact: true }))
        return { _tag: "ToDo", run: using(suppress) }
      })
    }
  }
})
