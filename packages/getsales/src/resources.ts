/** The resources in alphabetical order. Index, catalog, promise client and subpaths derive from this list. */
export * as Automations from "./resources/Automations.ts"
export * as Contacts from "./resources/Contacts.ts"
export * as Emails from "./resources/Emails.ts"
export * as LinkedInMessages from "./resources/LinkedInMessages.ts"
export * as Lists from "./resources/Lists.ts"
export * as SenderProfiles from "./resources/SenderProfiles.ts"
export * as Webhooks from "./resources/Webhooks.ts"
