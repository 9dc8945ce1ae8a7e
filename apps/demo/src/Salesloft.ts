/**
 * Salesloft: contacts become people on a cadence. Finding or creating a person by address can be repeated. Adding the
 * person to the cadence cannot, since that would restart the cadence.
 */
import { CadenceMemberships, Changes, definition, People, Salesloft, Webhooks } from "@salesbridge/salesloft"
import { Effect, Option, Stream } from "effect"
import { type Contact, profileOf } from "./Contact.ts"
import { type Destination, forAll, type Found, given, type Prepared, some } from "./Destination.ts"
import { keyOf, spellingsOf } from "./EmailAddress.ts"
import { keyIn, knownByAddress } from "./VendorAddress.ts"
import { integrate, type Using } from "./VendorIntegration.ts"
import { verdictOf } from "./Verdict.ts"

const cadence = "salesloft-cadence"

/**
 * The people whom a search for this address finds. Salesloft compares letter by letter, so it gets several spellings.
 * People with another address are ignored, in case Salesloft ignores the filter.
 */
const byEmail = (email: string) =>
  People.stream({ "email_addresses[]": spellingsOf(email) }).pipe(
    Stream.filter(({ email_address }) => keyIn(email_address ?? "") === keyOf(email)),
    Stream.runCollect
  )

/** The webhooks that report a person. */
const changes = new Set<string | undefined>(["person_created", "person_updated"])

/** All addresses of a person, and the profile. */
const namesOf = (person: Readonly<Partial<Record<keyof People.Person, unknown>>>) => ({
  emails: given(person.email_address, person.secondary_email_address, person.personal_email_address),
  linkedin: profileOf(given(person.linkedin_url)[0])
})

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
        : Effect.flatMap(byEmail(contact.email), ([found]) =>
            found === undefined ? Effect.fail(failure) : Effect.succeed({ person: found, isNew: false })
          )
    )
  )

/** Finds or creates the person, so that it can be added to the cadence and found there. */
const prepare = (contact: Contact, cadence_id: number, using: Using<Salesloft>) =>
  Effect.map(personOf(contact), ({ isNew, person: { do_not_contact, id: person_id, ...person } }): Prepared => ({
    unsubscribed: do_not_contact === true ? "do_not_contact" : undefined,
    emails: namesOf(person).emails,
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
          // The body and not the record, so that a field of an unexpected form hides nobody.
          if (!changes.has(event._tag === "Unknown" ? event.event : event._tag)) return Effect.void
          const { emails, linkedin } = namesOf(event.body)
          if (event.body["do_not_contact"] !== true || (emails.length === 0 && linkedin === undefined))
            return Effect.void
          return report({ emails, linkedin, term: "do_not_contact" })
        }
      })
  },
  connect: ({ place, setting, using }) => {
    const cadence_id = Number(setting(cadence))
    const known = knownByAddress<Pick<People.Person, "id" | "do_not_contact">>()
    const noted = (person: People.Person) => {
      const { do_not_contact, id } = person
      const names = namesOf(person)
      known.add(names.emails, id, { id, do_not_contact: do_not_contact ?? null })
      return names
    }
    return {
      into: `cadence ${cadence_id}`,
      target: `${place} cadence ${cadence_id}`,
      step: "cadence",
      done: "on cadence",
      delivers: (count) => `add up to ${some(count, "person", "people")} to the cadence`,
      suppresses: ({ length }) => `set do_not_contact for ${some(length, "person", "people")}`,
      members: People.stream({ "cadence_id[]": [cadence_id] }).pipe(
        Stream.onStart(Effect.sync(known.clear)),
        Stream.map(noted),
        Stream.runCollect,
        using
      ),
      membersAreDone: true,
      // All of them: a search by address finds only those whom Salesloft spells as the job does.
      unsubscribed: Changes.since(People.list, new Date(0), { do_not_contact: true }).pipe(
        Stream.filter(({ do_not_contact }) => do_not_contact === true),
        Stream.map((person) => ({ ...noted(person), term: "do_not_contact" })),
        Stream.runCollect,
        using
      ),
      prepare: (contact) => using(prepare(contact, cadence_id, using)),
      suppression: Effect.fnUntraced(function* ({ email }) {
        const found = yield* using(byEmail(email))
        const people = new Map([...known.with(email), ...found.map((person) => [person.id, person] as const)])
        if (people.size === 0) return undefined
        const open = [...people.values()].filter(({ do_not_contact }) => do_not_contact !== true)
        if (open.length === 0) return { _tag: "Already" }
        const suppress = forAll(open, ({ id }) => People.update({ id, do_not_contact: true }))
        return { _tag: "ToDo", run: using(suppress) }
      })
    }
  }
})
