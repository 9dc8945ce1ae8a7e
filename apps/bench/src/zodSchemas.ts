/**
 * The contact schema as a team would write it with zod, with the same checks and the same conversions of dates and
 * flags.
 */
import { z } from "zod"

const date = z.string().transform((text, context) => {
  const value = new Date(/(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`)
  if (Number.isNaN(value.getTime())) context.addIssue({ code: "custom", message: "Invalid date" })
  return value
})

const flags = z
  .union([z.string(), z.number()])
  .transform(
    (value) => new Set(typeof value === "string" ? value.split(",").map((flag) => flag.trim()) : [String(value)])
  )

export const Contact = z.looseObject({
  MemberId: z.int(),
  FirstName: z.string().nullish(),
  LastName: z.string().nullish(),
  Location: z.string().nullish(),
  Occupation: z.string().nullish(),
  Industry: z.string().nullish(),
  Email: z.string().nullish(),
  Phone: z.string().nullish(),
  PublicIdentifier: z.string().nullish(),
  Status: flags.nullish(),
  CampaignId: z.int().nullish(),
  CampaignName: z.string().nullish(),
  Company: z.string().nullish(),
  MemberUrl: z.string().nullish(),
  LastModifiedAt: date.nullish(),
  AddedAt: date.nullish()
})

export const Contacts = z.array(Contact)
