/** What is known of Salesloft as a whole. */
import type { Vendor } from "@salesbridge/core"

/** The ids of the operations: those of the document in its order, then those from outside it. */
const operations = [
  "createAccount",
  "createBulkJob",
  "createBulkJobData",
  "createCadenceMembership",
  "createCall",
  "createCustomField",
  "createImport",
  "createNote",
  "createPerson",
  "createPersonStage",
  "createTask",
  "deleteAccount",
  "deleteCadenceMembership",
  "deleteCustomField",
  "deleteImport",
  "deleteNote",
  "deletePerson",
  "deletePersonStage",
  "getAccount",
  "getBulkJob",
  "getCadence",
  "getCadenceMembership",
  "getCall",
  "getCustomField",
  "getEmail",
  "getImport",
  "getNote",
  "getPerson",
  "getPersonStage",
  "getStep",
  "getTask",
  "getUser",
  "listAccountStages",
  "listAccountTiers",
  "listAccounts",
  "listActions",
  "listBulkJobResults",
  "listCadenceMemberships",
  "listCadences",
  "listCallDataRecords",
  "listCallDispositions",
  "listCallSentiments",
  "listCallerIds",
  "listCalls",
  "listCrmActivities",
  "listCrmActivityFields",
  "listCustomFields",
  "listEmails",
  "listGroups",
  "listImports",
  "listNotes",
  "listPersonStages",
  "listSteps",
  "listTags",
  "listTasks",
  "listUsers",
  "updateAccount",
  "updateBulkJob",
  "updateCustomField",
  "updateImport",
  "updateNote",
  "updatePerson",
  "updatePersonStage",
  "upsertPerson",
  "listBulkJobs",
  "listPeople",
  "getMe",
  "listWebhookSubscriptions",
  "getWebhookSubscription",
  "createWebhookSubscription",
  "updateWebhookSubscription",
  "deleteWebhookSubscription"
] as const

/** The id of an operation, such as `createPerson`. */
export type OperationId = (typeof operations)[number]

/**
 * Salesloft: one host, and an access token or API key as a bearer.
 *
 * A team has 600 points a minute, shared by all of its integrations. A call takes one, and the pages of a list after the
 * hundredth take more. What is left comes with every answer.
 */
export const definition: Vendor.Definition = {
  name: "salesloft",
  operations,
  servers: { default: "https://api.salesloft.com" },
  credentials: { accessToken: { in: "header", name: "authorization", scheme: "Bearer" } },
  limits: [{ limit: 600, window: "1 minute" }],
  remaining: { name: "x-ratelimit-remaining-minute", window: "1 minute" }
}
