/** The made-up contacts that the bench's server returns, with Salesflow's field names. */

export interface WireContact {
  readonly MemberId: number
  readonly FirstName: string
  readonly LastName: string
  readonly Location: string
  readonly Occupation: string
  readonly Industry: string | null
  readonly Email: string | null
  readonly Phone: string | null
  readonly Company: string
  readonly MemberUrl: string
  readonly LastModifiedAt: string | null
  readonly AddedAt: string
}

const listed = (index: number): WireContact => ({
  MemberId: 46_875_434 + index,
  FirstName: `First${index}`,
  LastName: `Last${index}`,
  Location: "London",
  Occupation: "Full stack developer, open for new opportunities",
  Industry: index % 3 === 0 ? null : "marketing",
  Email: index % 4 === 0 ? null : `contact${index}@example.com`,
  Phone: null,
  Company: "Example Ltd",
  MemberUrl: `https://www.linkedin.example.com/in/contact-${index}`,
  LastModifiedAt: index % 5 === 0 ? null : "2024-04-21T09:41:06.17",
  AddedAt: "2024-03-21T09:41:06.17"
})

/** The response to listing a campaign's contacts. */
export const contacts: ReadonlyArray<WireContact> = Array.from({ length: 100 }, (_, index) => listed(index))

/** The response to getting one contact. */
export const contact = {
  ...listed(1),
  PublicIdentifier: "identity1",
  Status: "MEMBER_PENDING, MEMBER_ERROR",
  CampaignId: 10,
  CampaignName: "Sale lead"
}
