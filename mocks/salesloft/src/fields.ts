/** Fields that people and accounts share, and how input is converted for storage. */
import { useTags } from "./changes.ts"
import type { Check } from "./responses.ts"
import type { Input, Context } from "./State.ts"

/** Texts in their stored form. An empty text is stored as null. */
export const texts = <Name extends string>(
  names: ReadonlyArray<Name>,
  input: Input
): Partial<Record<Name, string | null>> => {
  const found: Partial<Record<Name, string | null>> = {}
  for (const name of names) {
    const value = input[name]
    if (typeof value === "string") found[name] = value === "" ? null : value
    else if (value === null) found[name] = null
  }
  return found
}

/**
 * Merges values into a row's custom fields. Null and the empty text remove a value. Guess: names that the team has not
 * defined are ignored.
 */
export const customFields = (
  { state }: Context,
  type: "person" | "company",
  before: Record<string, string> | undefined,
  input: Readonly<Record<string, string | null>>
): Record<string, string> => {
  const values: Record<string, string> = { ...before }
  for (const { field_type, name } of state.custom_fields) {
    const value = field_type === type ? input[name] : undefined
    if (value === undefined) continue
    if (value === null || value === "") delete values[name]
    else values[name] = value
  }
  return values
}

/** Removes duplicates from tags and adds new ones to the team's. */
export const tagsOf = (context: Context, names: ReadonlyArray<string>): ReadonlyArray<string> => {
  const tags = [...new Set(names)].filter((name) => name !== "")
  useTags(context, tags)
  return tags
}

/** Checks an id in a CRM: it needs a type, and Salesforce ids need the right length and kind. */
export const checkCrmId = (check: Check, input: Input, prefixes: ReadonlyArray<string>, kinds: string): void => {
  const { crm_id, crm_id_type } = input
  if (typeof crm_id !== "string" || crm_id === "") return
  check.that(crm_id_type === "salesforce", "crm_id_type", "must be given with crm_id; known: salesforce")
  const fits = crm_id.length === 18 && prefixes.some((prefix) => crm_id.startsWith(prefix))
  check.that(fits, "crm_id", `must be the 18 characters of a Salesforce ${kinds}`)
}
