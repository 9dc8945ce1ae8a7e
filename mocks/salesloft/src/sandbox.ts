/** Salesloft's rules for a sandbox, written from the API reference and the specification. */
import { defineSandbox } from "@salesbridge/mock-engine/sandbox"
import { accountOperations } from "./accounts.ts"
import { bulkJobOperations, bulkJobs } from "./bulkJobs.ts"
import { membershipOperations } from "./cadenceMemberships.ts"
import { cadenceOperations } from "./cadences.ts"
import { authorize } from "./access.ts"
import { calendarEventOperations } from "./calendarEvents.ts"
import { callOperations } from "./calls.ts"
import { customFieldOperations } from "./customFields.ts"
import { emailOperations, send } from "./emails.ts"
import { invalid, tooMany } from "./responses.ts"
import { events } from "./events.ts"
import { importOperations } from "./imports.ts"
import { limits } from "./limits.ts"
import { noteOperations } from "./notes.ts"
import { peopleOperations } from "./people.ts"
import { factories } from "./factories.ts"
import { seed } from "./seed.ts"
import { signalOperations } from "./signals.ts"
import { stageOperations } from "./stages.ts"
import type { State } from "./State.ts"
import { subscriptionOperations } from "./webhookSubscriptions.ts"
import { taskOperations } from "./tasks.ts"
import { userOperations } from "./users.ts"

export const sandbox = defineSandbox<State>({
  seed,
  factories,
  seededAt: "2026-05-11T18:00:00Z",
  tables: [
    ["People", ["people", "accounts", "notes", "tags", "imports", "bulk_jobs"]],
    ["Outreach", ["cadences", "cadence_memberships", "steps", "actions", "emails", "calls", "tasks"]],
    ["Deals", ["opportunities", "opportunity_people", "meetings", "conversations", "successes"]],
    ["Team", ["users", "groups", "webhook_subscriptions"]],
    [
      "Settings",
      ["person_stages", "account_stages", "account_tiers", "custom_fields", "call_dispositions", "call_sentiments"]
    ]
  ],
  authorize,
  invalid: (_, violations) => invalid(violations),
  limits,
  limited: () => tooMany,
  operations: {
    ...accountOperations,
    ...bulkJobOperations,
    ...cadenceOperations,
    ...calendarEventOperations,
    ...callOperations,
    ...customFieldOperations,
    ...emailOperations,
    ...importOperations,
    ...membershipOperations,
    ...noteOperations,
    ...peopleOperations,
    ...signalOperations,
    ...stageOperations,
    ...subscriptionOperations,
    ...taskOperations,
    ...userOperations
  },
  jobs: { ...bulkJobs, send },
  events
})
