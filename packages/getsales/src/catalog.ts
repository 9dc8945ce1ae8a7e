/** Every GetSales.io operation of version 3.0, in the order of the vendor's document. */
import * as Automations from "./Automations.ts"
import * as Contacts from "./Contacts.ts"
import * as Emails from "./Emails.ts"
import * as LinkedInMessages from "./LinkedInMessages.ts"
import * as Lists from "./Lists.ts"
import * as SenderProfiles from "./SenderProfiles.ts"

export { definition } from "./Definition.ts"

export const catalog = [
  Contacts.findOne,
  Contacts.search,
  Contacts.get,
  Contacts.update,
  Contacts.remove,
  Contacts.upsert,
  Contacts.create,
  Automations.list,
  Automations.start,
  Automations.stop,
  Automations.addContact,
  Automations.addNewContact,
  Automations.cancelContact,
  Automations.cancelContactFromAll,
  LinkedInMessages.list,
  LinkedInMessages.send,
  Emails.list,
  Emails.send,
  SenderProfiles.list,
  SenderProfiles.create,
  SenderProfiles.get,
  SenderProfiles.connectExternal,
  Lists.list,
  Lists.create,
  Lists.get
] as const
