/** Templates: texts with places for a contact's fields. */
import type { Contact } from "./State.ts"

/** The text with every `{{field}}` of the contact filled in; what the contact does not have is left out. */
export const fill = (text: string, contact: Contact): string =>
  text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, field: string) => {
    const value = Object.hasOwn(contact, field) ? contact[field as keyof Contact] : null
    return typeof value === "string" || typeof value === "number" ? String(value) : ""
  })
