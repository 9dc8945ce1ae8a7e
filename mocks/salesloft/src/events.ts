/**
 * What happens at Salesloft without a call: people reply, open emails and opt out, and users do their tasks and make
 * calls.
 */
import type { Event } from "@salesbridge/mock-engine/sandbox"
import { change, create, find, type RowOf, stamp } from "./changes.ts"
import { changeEmail, lastEmailTo } from "./emails.ts"
import { add, complete, leave, leaveAll, setStage } from "./memberships.ts"
import type { Collection, Email, Membership, State, Untyped, Context } from "./State.ts"
import { cadence_memberships, digits, people } from "./tables.ts"
import { completeTask } from "./tasks.ts"
import { notify } from "./deliveries.ts"

/** Returns a record. Throws an Error if it does not exist. */
const need = <C extends Collection>({ state }: Context, collection: C, id: unknown): RowOf<C> => {
  const row = find(state, collection, id)
  if (row === undefined) throw new Error(`There is no ${String(id)} among ${collection.replaceAll("_", " ")}.`)
  return row
}

/** Returns the membership that an email came from. */
const membershipOf = ({ state }: Context, { cadence_id, person_id }: Email): Membership | undefined => {
  for (const membership of cadence_memberships.by(state.cadence_memberships, "person", person_id)) {
    if (membership.cadence_id === cadence_id) return membership
  }
  return undefined
}

const countMembership = (context: Context, email: Email, counts: NonNullable<Membership["counts"]>): void => {
  const membership = membershipOf(context, email)
  if (membership === undefined) return
  change(context, "cadence_memberships", membership, { counts: add(membership.counts, counts) })
}

/** Sets the person's stage, and removes the person from the cadence if the cadence is configured to. */
const react = (
  context: Context,
  email: Email,
  enabled: "remove_replies_enabled" | "remove_bounces_enabled",
  stage: "replied_stage_id" | "bounced_stage_id"
): void => {
  const membership = membershipOf(context, email)
  if (membership === undefined) return
  setStage(context, membership, stage)
  if (find(context.state, "cadences", email.cadence_id)?.[enabled] === true && membership.currently_on_cadence) {
    leave(context, membership)
  }
}

/** Creates an event of a record in a collection that derives from the specification. It notifies the subscribers. */
const announced = (collection: string, event: string, description: string, example: unknown): Event<State> => ({
  description,
  example: { id: example },
  trigger: (context, { id }) => {
    const records: Record<string, { id: unknown; updated_at: string }> = (context.state as Untyped)[collection]
    const record = Object.values(records).find((one) => String(one.id) === String(id))
    if (record === undefined) throw new Error(`There is no ${String(id)} among ${collection}.`)
    record.updated_at = stamp(context)
    notify(context, event, () => record)
  }
})

const conversation = "71d91aec-80bc-463b-b072-475aea744805"

export const events: Readonly<Record<string, Event<State>>> = {
  conversationCreated: announced(
    "conversations",
    "conversation_created",
    "A conversation has been recorded.",
    conversation
  ),
  meetingBooked: announced("meetings", "meeting_booked", "A person books a meeting.", 30816),
  successCreated: announced("successes", "success_created", "A person becomes a success.", 88001),
  emailReplied: {
    description:
      "A person replies to the last email sent to them. If the cadence removes people who reply, the person leaves it.",
    example: { person_id: 30816 },
    trigger: (context, { person_id }) => {
      const person = need(context, "people", person_id)
      const email = lastEmailTo(context, person.id)
      if (email === undefined) throw new Error(`Person ${person.id} was sent no email.`)
      changeEmail(context, email, { counts: add(email.counts, { clicks: 0, views: 0, replies: 1 }) })
      countMembership(context, email, { replies: 1 })
      const counts = add(person.counts, { emails_replied_to: 1 })
      change(context, "people", person, { counts, last_replied_at: email.updated_at })
      react(context, email, "remove_replies_enabled", "replied_stage_id")
    }
  },
  emailOpened: {
    description: "A person opens an email.",
    example: { email_id: 66210 },
    trigger: (context, { email_id }) => {
      const email = need(context, "emails", email_id)
      const first = email.counts.views === 0
      changeEmail(context, email, { counts: add(email.counts, { clicks: 0, views: 1, replies: 0 }) })
      countMembership(context, email, { views: 1 })
      const person = find(context.state, "people", email.person_id)
      // A person's count is the number of emails opened, not the number of times.
      if (first && person !== undefined) {
        change(context, "people", person, { counts: add(person.counts, { emails_viewed: 1 }) })
      }
    }
  },
  emailClicked: {
    description: "A person clicks a link in an email.",
    example: { email_id: 66210 },
    trigger: (context, { email_id }) => {
      const email = need(context, "emails", email_id)
      const first = email.counts.clicks === 0
      changeEmail(context, email, { counts: add(email.counts, { clicks: 1, views: 0, replies: 0 }) })
      countMembership(context, email, { clicks: 1 })
      const person = find(context.state, "people", email.person_id)
      if (first && person !== undefined) {
        change(context, "people", person, { counts: add(person.counts, { emails_clicked: 1 }) })
      }
    }
  },
  emailBounced: {
    description: "An email bounces. If the cadence removes people whose email bounces, the person leaves it.",
    example: { email_id: 66210 },
    trigger: (context, { email_id }) => {
      const email = need(context, "emails", email_id)
      changeEmail(context, email, { bounced: true })
      countMembership(context, email, { bounces: 1 })
      const person = find(context.state, "people", email.person_id)
      if (person !== undefined) {
        change(context, "people", person, { bouncing: true, counts: add(person.counts, { emails_bounced: 1 }) })
      }
      react(context, email, "remove_bounces_enabled", "bounced_stage_id")
    }
  },
  personOptedOut: {
    description: "A person opts out of all communication, and leaves all cadences.",
    example: { person_id: 30816 },
    trigger: (context, { person_id }) => {
      const person = need(context, "people", person_id)
      change(context, "people", person, { do_not_contact: true })
      leaveAll(context, person.id)
    }
  },
  actionCompleted: {
    description: "A user completes a step of a cadence for a person, who moves to the next step.",
    example: { action_id: 90511 },
    trigger: (context, { action_id }) => complete(context, need(context, "actions", action_id))
  },
  taskCompleted: {
    description: "A user completes a task.",
    example: { task_id: 51880 },
    trigger: (context, { task_id }) => {
      const task = need(context, "tasks", task_id)
      if (task.current_state === "completed") throw new Error(`Task ${task.id} is completed already.`)
      completeTask(context, task, task.user_id)
    }
  },
  callEnded: {
    description: "A call ends. The telephone system has a record of it that is not logged as a call yet.",
    example: { user_id: 501, to: "+442079460123", duration: 185, direction: "outbound" },
    trigger: (context, { direction = "outbound", duration = 60, to = "+442079460123", user_id = 501 }) => {
      const user = need(context, "users", user_id)
      const [person] = people.by(context.state.people, "phone", digits(String(to)))
      create(context, "call_data_records", {
        to: String(to),
        from: "+442079460999",
        duration: Number(duration),
        direction: String(direction),
        status: "completed",
        call_type: "call",
        call_uuid: context.uuid(),
        recorded: true,
        call_id: null,
        user_id: user.id,
        person_id: person?.id ?? null
      })
    }
  },
  cadenceArchived: {
    description: "A cadence is archived: nobody can be added any more.",
    example: { cadence_id: 8801 },
    trigger: (context, { cadence_id }) => {
      change(context, "cadences", need(context, "cadences", cadence_id), { archived_at: stamp(context) })
    }
  },
  userDeactivated: {
    description: "A user is deactivated. Tokens of the user are refused with 403.",
    example: { user_id: 502 },
    trigger: (context, { user_id }) => change(context, "users", need(context, "users", user_id), { active: false })
  }
}
