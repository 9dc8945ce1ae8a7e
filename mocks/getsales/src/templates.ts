/** Templates: texts with placeholders for a contact's fields. */
import type { Contact } from "./State.ts"

/** Fills in every `{{field}}` of the contact. Fields that the contact does not have become empty. */
export const fill = (text: string, contact: Contact): string =>
  text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, field: string) => {
    const value = Object.hasOwn(contact, field) ? contact[field as keyof Contact] : null
    return typeof value === "string" || typeof value === "number" ? String(value) : ""
  })
