/**
 * What a campaign will do for each of its prospects: send an e-mail, write on LinkedIn, call. No operation shows tasks.
 * They are part of the state so that the effect of a pause or an unsubscription can be seen.
 */
import { find } from "./records.ts"
import { identifier } from "./identifier.ts"
import type { Campaign, Prospect, SalesBlinkContext, State } from "./State.ts"

/** Creates the tasks of a prospect, each with its job. */
export const plan = (context: SalesBlinkContext, { campaignID, steps }: Campaign, { prospectID }: Prospect): void => {
  for (const { after, text, type } of steps) {
    const taskID = identifier(context)
    const due = new Date(context.now() + after).toISOString()
    context.state.tasks[taskID] = { taskID, prospectID, campaignID, type, due, status: "upcoming", text }
    context.schedule("work", { taskID }, after)
  }
}

/** "All their upcoming email, LinkedIn and call tasks are deleted." */
export const deleteUpcoming = ({ tasks }: State, { prospectID }: Prospect): void => {
  for (const task of Object.values(tasks)) {
    if (task.prospectID === prospectID && task.status === "upcoming") delete tasks[task.taskID]
  }
}

/** Does the tasks of a campaign that became due while it was paused. */
export const catchUp = ({ now, schedule, state }: SalesBlinkContext, { campaignID }: Campaign): void => {
  for (const task of Object.values(state.tasks)) {
    const isLate = task.status === "upcoming" && Date.parse(task.due) <= now()
    if (isLate && task.campaignID === campaignID) schedule("work", { taskID: task.taskID }, 0)
  }
}

/** Does a task, unless it was deleted or its campaign is paused. */
const work = ({ state }: SalesBlinkContext, { taskID }: { readonly taskID: string }): void => {
  const task = find(state.tasks, taskID)
  if (task?.status !== "upcoming" || state.campaigns[task.campaignID]!.paused) return
  const { fields } = state.prospects[task.prospectID]!
  // Guess: an e-mail without an address fails.
  task.status = task.type === "email" && value(fields, "email") === undefined ? "failed" : "done"
  task.text = filled(task.text, fields)
}

/** Fills in macros. "These fields can be used as macros in your email, LinkedIn and phone campaigns." */
export const filled = (text: string, fields: Prospect["fields"]): string =>
  // Guess: a macro without a matching field becomes empty.
  text.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (_, name: string) => value(fields, name) ?? "")

const value = (fields: Prospect["fields"], name: string): string | undefined => {
  const [, found] = Object.entries(fields).find(([key]) => key.toLowerCase() === name.toLowerCase()) ?? []
  return found === undefined || found === null || found === "" ? undefined : String(found)
}

export const jobs = { work }
