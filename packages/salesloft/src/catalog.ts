/** Every Salesloft operation: those of the vendor's document in its order, then those from outside it. */
import * as AccountStages from "./AccountStages.ts"
import * as AccountTiers from "./AccountTiers.ts"
import * as Accounts from "./Accounts.ts"
import * as Actions from "./Actions.ts"
import * as BulkJobs from "./BulkJobs.ts"
import * as CadenceMemberships from "./CadenceMemberships.ts"
import * as Cadences from "./Cadences.ts"
import * as CallDataRecords from "./CallDataRecords.ts"
import * as CallDispositions from "./CallDispositions.ts"
import * as CallSentiments from "./CallSentiments.ts"
import * as CallerIds from "./CallerIds.ts"
import * as Calls from "./Calls.ts"
import * as CrmActivities from "./CrmActivities.ts"
import * as CrmActivityFields from "./CrmActivityFields.ts"
import * as CustomFields from "./CustomFields.ts"
import * as Emails from "./Emails.ts"
import * as Groups from "./Groups.ts"
import * as Imports from "./Imports.ts"
import * as Notes from "./Notes.ts"
import * as People from "./People.ts"
import * as PersonStages from "./PersonStages.ts"
import * as Steps from "./Steps.ts"
import * as Tags from "./Tags.ts"
import * as Tasks from "./Tasks.ts"
import * as Users from "./Users.ts"
import * as WebhookSubscriptions from "./WebhookSubscriptions.ts"

export { definition } from "./Definition.ts"

export const catalog = [
  Accounts.create,
  BulkJobs.create,
  BulkJobs.addData,
  CadenceMemberships.create,
  Calls.create,
  CustomFields.create,
  Imports.create,
  Notes.create,
  People.create,
  PersonStages.create,
  Tasks.create,
  Accounts.remove,
  CadenceMemberships.remove,
  CustomFields.remove,
  Imports.remove,
  Notes.remove,
  People.remove,
  PersonStages.remove,
  Accounts.get,
  BulkJobs.get,
  Cadences.get,
  CadenceMemberships.get,
  Calls.get,
  CustomFields.get,
  Emails.get,
  Imports.get,
  Notes.get,
  People.get,
  PersonStages.get,
  Steps.get,
  Tasks.get,
  Users.get,
  AccountStages.list,
  AccountTiers.list,
  Accounts.list,
  Actions.list,
  BulkJobs.results,
  CadenceMemberships.list,
  Cadences.list,
  CallDataRecords.list,
  CallDispositions.list,
  CallSentiments.list,
  CallerIds.list,
  Calls.list,
  CrmActivities.list,
  CrmActivityFields.list,
  CustomFields.list,
  Emails.list,
  Groups.list,
  Imports.list,
  Notes.list,
  PersonStages.list,
  Steps.list,
  Tags.list,
  Tasks.list,
  Users.list,
  Accounts.update,
  BulkJobs.update,
  CustomFields.update,
  Imports.update,
  Notes.update,
  People.update,
  PersonStages.update,
  People.upsert,
  // From outside the document.
  People.list,
  BulkJobs.list,
  Users.me,
  WebhookSubscriptions.list,
  WebhookSubscriptions.create,
  WebhookSubscriptions.get,
  WebhookSubscriptions.update,
  WebhookSubscriptions.remove
] as const
