import { takesOwnData } from "@salesbridge/mock-engine/testing"
import { target } from "../test/caller.ts"

takesOwnData(
  target,
  [
    "team",
    "campaigns",
    "prospects",
    "tasks",
    "lists",
    "leads",
    "sequences",
    "enrolments",
    "activity",
    "mails",
    "blocklist"
  ],
  {
    enrolments: (s) => ({ lead_id: s["leads"]!.rows().at(-1).id, sequence_id: s["sequences"]!.rows().at(-1).id }),
    blocklist: () => ({ email: "example.net" })
  }
)
