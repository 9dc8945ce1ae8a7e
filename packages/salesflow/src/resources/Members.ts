/** Contacts in campaigns. */
import { type CallOptions, Setting, VendorError } from "@salesbridge/core"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import { Removed, removed } from "../Acknowledgement.ts"
import { definition } from "../Definition.ts"
import { CampaignNotFound, MemberNotFound } from "../Errors.ts"
import { CampaignId, MemberId, PublicIdentifier } from "../Ids.ts"
import { LocalInstant } from "../Instant.ts"
import { MemberStatus } from "../MemberStatus.ts"
import { del, get as read, type InputOf, post } from "../Operation.ts"
import { atMost, orNull } from "../Text.ts"

const clearable = (text: ReturnType<typeof atMost>) => Schema.optional(Schema.NullOr(text))

const details = {
  FirstName: orNull("John"),
  LastName: orNull("Doe"),
  Location: orNull("New York"),
  Occupation: orNull("CEO"),
  Industry: orNull("marketing"),
  Email: orNull("john.doe@example.com"),
  Phone: orNull("1555123456"),
  Company: orNull("some company"),
  MemberUrl: orNull("https://www.linkedin.com/in/test123"),
  LastModifiedAt: Schema.NullOr(LocalInstant),
  AddedAt: Schema.NullOr(LocalInstant)
}

/** A contact in the response of `listByCampaign`. The sample has no `PublicIdentifier`, so it is optional. */
export class CampaignMember extends Schema.Opaque<CampaignMember>()(
  Schema.Struct({
    MemberId,
    ...details,
    PublicIdentifier: Schema.optional(Schema.NullOr(PublicIdentifier))
  })
) {}

/** A contact. */
export class Member extends Schema.Opaque<Member>()(
  Schema.Struct({ MemberId, ...details, PublicIdentifier: Schema.NullOr(PublicIdentifier) })
) {}

/** A contact with its status and campaign. */
export class MemberDetails extends Schema.Opaque<MemberDetails>()(
  Schema.Struct({
    ...Member.fields,
    Status: Schema.NullOr(MemberStatus),
    /** Null if the contact is in no campaign. */
    CampaignId: Schema.NullOr(CampaignId),
    CampaignName: orNull("Sale lead")
  })
) {}

/**
 * The response to an import: "return created member", without a sample. Only the id is required. A stricter schema
 * could reject the response and so hide that the contact was created.
 */
export class ImportedMember extends Schema.Opaque<ImportedMember>()(
  Schema.Struct({
    MemberId,
    FirstName: Schema.optional(details.FirstName),
    LastName: Schema.optional(details.LastName),
    Location: Schema.optional(details.Location),
    Occupation: Schema.optional(details.Occupation),
    Industry: Schema.optional(details.Industry),
    Email: Schema.optional(details.Email),
    Phone: Schema.optional(details.Phone),
    Company: Schema.optional(details.Company),
    MemberUrl: Schema.optional(details.MemberUrl),
    LastModifiedAt: Schema.optional(details.LastModifiedAt),
    AddedAt: Schema.optional(details.AddedAt),
    PublicIdentifier: Schema.optional(Member.fields.PublicIdentifier)
  })
) {}

/**
 * Adds a contact to a campaign and returns it.
 *
 * The API reference names no method, and shows a URL with all inputs in the query. The call is sent as POST, because it
 * creates something. If the vendor requires GET, set `overrides: { importMember: { method: "GET" } }` on the layer or
 * `override` on the call. The limits of {@link update} are not documented for this call, so they are not checked. Fails
 * with `CampaignNotFound` (404). API reference: "ImportMember".
 */
export const importMember = post<ImportMemberInput>()("/api/members/Import", {
  id: "importMember",
  source: "ImportMember",
  query: {
    campaignId: CampaignId,
    linkedInUrl: Schema.NonEmptyString.annotate({
      description: "LinkedIn profile address of the contact.",
      examples: ["https://linkedin.com/in/john-smith-123456"]
    }),
    firstName: Schema.optional(Schema.String.annotate({ examples: ["John"] })),
    lastName: Schema.optional(Schema.String.annotate({ examples: ["Smith"] })),
    occupation: Schema.optional(Schema.String.annotate({ examples: ["CEO"] })),
    location: Schema.optional(Schema.String.annotate({ examples: ["US"] }))
  },
  success: ImportedMember,
  errors: [CampaignNotFound],
  safety: "unsafe"
})
export interface ImportMemberInput extends InputOf<typeof importMember> {}

/**
 * Changes fields of a contact and returns it. Names have at most 63 characters, the location 127, other fields 1,023.
 * Missing fields are not sent; their effect is not documented. Null clears a field: this is not documented, but
 * responses have null for missing values.
 *
 * Idempotent: setting the same values twice gives the same contact. Fails with `MemberNotFound` (404). API reference:
 * "UpdateContact".
 */
export const update = post<UpdateInput>()("/api/members/{memberId}", {
  id: "updateContact",
  source: "UpdateContact",
  path: { memberId: MemberId },
  body: {
    FirstName: clearable(atMost(63, "John")),
    LastName: clearable(atMost(63, "Doe")),
    Location: clearable(atMost(127, "New York")),
    Occupation: clearable(atMost(1023, "CEO")),
    Industry: clearable(atMost(1023, "marketing")),
    Email: clearable(atMost(1023, "john.doe@example.com")),
    Phone: clearable(atMost(1023, "1555123458"))
  },
  success: Member,
  errors: [MemberNotFound],
  safety: "idempotent"
})
export interface UpdateInput extends InputOf<typeof update> {}

/** A contact by its id. Fails with `MemberNotFound` (404). API reference: "GetContact (by memberId)". */
export const get = read<GetInput>()("/api/members/{memberId}", {
  id: "getContactByMemberId",
  source: "GetContact (by memberId)",
  path: { memberId: MemberId },
  success: MemberDetails,
  errors: [MemberNotFound]
})
export interface GetInput extends InputOf<typeof get> {}

/**
 * A contact by the last part of its LinkedIn URL. Fails with `MemberNotFound` (404). API reference: "GetContact (by
 * public identifier)".
 */
export const getByPublicIdentifier = read<GetByPublicIdentifierInput>()("/api/members", {
  id: "getContactByPublicIdentifier",
  source: "GetContact (by public identifier)",
  query: { publicIdentifier: PublicIdentifier },
  success: Member,
  errors: [MemberNotFound]
})
export interface GetByPublicIdentifierInput extends InputOf<typeof getByPublicIdentifier> {}

/**
 * Deletes a contact.
 *
 * A retry after a lost response can fail with `MemberNotFound` (404), although the contact has been deleted. API
 * reference: "DeleteContact".
 */
export const remove = del<RemoveInput>()("/api/members/{memberId}", {
  id: "deleteContact",
  source: "DeleteContact",
  path: { memberId: MemberId },
  success: Removed,
  emptySuccess: removed,
  errors: [MemberNotFound]
})
export interface RemoveInput extends InputOf<typeof remove> {}

/** The maximum number of identifiers for one call of {@link listBatchByPublicIdentifiers}. */
export const batchSize = 20

/**
 * One call of {@link listByPublicIdentifiers}, with 1 to 20 identifiers. The API reference says "can have more than 20
 * elements" between two prohibitions; this is read as "can't". API reference: "ListContacts (by public identifiers)".
 */
export const listBatchByPublicIdentifiers = post<ListBatchByPublicIdentifiersInput>()("/api/members/list-contacts", {
  id: "listContactsByPublicIdentifiers",
  source: "ListContacts (by public identifiers)",
  body: {
    PublicIdentifiers: Schema.Array(PublicIdentifier).check(Schema.isMinLength(1), Schema.isMaxLength(batchSize)),
    UpdatedFromDate: Schema.optional(LocalInstant)
  },
  success: Schema.Array(Member),
  safety: "safe"
})
export interface ListBatchByPublicIdentifiersInput extends InputOf<typeof listBatchByPublicIdentifiers> {}

/**
 * The contacts with these public identifiers, in the order of the batches. Unknown identifiers are omitted, and
 * repeated ones are requested once. Takes any number of identifiers and sends 20 at a time, so it is correct under
 * either reading of the API reference. `UpdatedFromDate` selects contacts that were updated after it.
 *
 * Missing or empty identifiers, or unknown fields, are an `InvalidInput`, and nothing is sent.
 */
export const listByPublicIdentifiers = (
  input: { readonly PublicIdentifiers: ReadonlyArray<string>; readonly UpdatedFromDate?: Date | undefined },
  options?: CallOptions & {
    /** How many calls run at once. Default: 1. */
    readonly concurrency?: number | undefined
  }
) =>
  // Invalid input from a caller without types fails the effect instead of throwing.
  Effect.suspend(() => {
    const issues = [...issuesOf(input), ...Setting.count("concurrency", options?.concurrency)]
    if (issues.length > 0) {
      return Effect.fail(
        new VendorError.InvalidInput({
          vendor: definition.name,
          operation: listBatchByPublicIdentifiers.id,
          issues
        })
      )
    }
    const { PublicIdentifiers, ...rest } = input
    const identifiers = [...new Set(PublicIdentifiers)]
    const batches = Array.from({ length: Math.ceil(identifiers.length / batchSize) }, (_, index) =>
      identifiers.slice(index * batchSize, (index + 1) * batchSize)
    )
    const { concurrency = 1, ...callOptions } = options ?? {}
    return Effect.map(
      Effect.forEach(
        batches,
        (batch) => listBatchByPublicIdentifiers({ ...rest, PublicIdentifiers: batch }, callOptions),
        { concurrency }
      ),
      (members) => members.flat()
    )
  })

const batchFields = new Set(["PublicIdentifiers", "UpdatedFromDate"])

/**
 * Problems in the input of all batches. The whole input is checked first, so that nothing is sent if a later batch has
 * an invalid identifier.
 */
const issuesOf = (input: unknown): ReadonlyArray<VendorError.InputIssue> => {
  if (!Predicate.isObject(input)) return [{ path: "PublicIdentifiers", problem: "Missing key" }]
  const { PublicIdentifiers } = input as { readonly PublicIdentifiers?: unknown }
  return [
    ...identifierIssues(PublicIdentifiers),
    ...Object.keys(input)
      .filter((name) => !batchFields.has(name))
      .map((path) => ({ path, problem: "Expected no excess property" }))
  ]
}

const identifierIssues = (identifiers: unknown): ReadonlyArray<VendorError.InputIssue> => {
  const path = "PublicIdentifiers"
  if (identifiers === undefined) return [{ path, problem: "Missing key" }]
  if (!Array.isArray(identifiers)) return [{ path, problem: "Expected array" }]
  const problem = "can't be null or empty"
  if (identifiers.length === 0) return [{ path, problem }]
  // The spread turns holes of a sparse array into `undefined`.
  return [...(identifiers as ReadonlyArray<unknown>)].flatMap((identifier, index) =>
    typeof identifier === "string" && identifier !== "" ? [] : [{ path: `${path}[${index}]`, problem }]
  )
}

/**
 * The contacts of a campaign, all at once: there is no paging. `updatedFromDate` selects contacts that were updated
 * after it.
 *
 * Sent to `mvc.salesflow.io`, as in the example of the API reference; its endpoint line says `app.salesflow.io`. Fails
 * with `CampaignNotFound` (404). API reference: "ListContacts (by campaignId)".
 */
export const listByCampaign = read<ListByCampaignInput>()("/api/members/list-contacts", {
  id: "listContactsByCampaignId",
  source: "ListContacts (by campaignId)",
  query: { campaignId: CampaignId, updatedFromDate: Schema.optional(LocalInstant) },
  success: Schema.Array(CampaignMember),
  errors: [CampaignNotFound]
})
export interface ListByCampaignInput extends InputOf<typeof listByCampaign> {}
