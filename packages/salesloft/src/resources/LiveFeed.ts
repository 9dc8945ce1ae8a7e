/** What users see as it happens. */
import * as Schema from "effect/Schema"
import { dictionaries, dictionary, field, instant, text } from "../Field.ts"
import { LiveFeedItemId, PersonId, UserGuid } from "../Ids.ts"
import { Instant } from "../Instant.ts"
import { type InputOf, post } from "../Operation.ts"
import { single } from "../Page.ts"

/** An item of the live feed. */
export class LiveFeedItem extends Schema.Opaque<LiveFeedItem>()(
  Schema.Struct({
    id: LiveFeedItemId,
    event_type: text("third_party"),
    event_occurred_at: instant,
    title: text("Jane Roe"),
    message: text("received a package."),
    path: text("/people/1"),
    rollup_key: text("parcel"),
    user_guid: field(UserGuid),
    metadata: dictionary,
    alert_metadata: dictionary
  })
) {}

/** Query parameters by which a person's visits to the website are noticed. */
export class LiveWebsiteTrackingParameters extends Schema.Opaque<LiveWebsiteTrackingParameters>()(
  Schema.Struct({ parameters: dictionaries })
) {}

const words = (example: string) => Schema.String.check(Schema.isMinLength(1)).annotate({ examples: [example] })

/** Shows a user that something happened to a person. Its `idempotency_key` keeps it from being shown twice. */
export const create = post<CreateInput>()("/v2/third_party_live_feed_items", {
  id: "createLiveFeedItem",
  source: "Create live feed item",
  body: {
    subject_type: Schema.Literals(["person"]),
    /** The person's. */
    subject_id: PersonId,
    event_occurred_at: Instant,
    /** Of the user who is to see it. */
    user_guid: UserGuid.check(Schema.isMinLength(1)),
    /** From a verb in the past to a full stop: `received a package.` The person's name comes before it. */
    message: words("received a package."),
    /** Unlike that of any other item. */
    idempotency_key: words("parcel-1")
  },
  success: single(LiveFeedItem),
  safety: "idempotent",
  provenance: "public"
})
export interface CreateInput extends InputOf<typeof create> {}

/** Makes query parameters for a person's visits to the website. */
export const trackWebsite = post<TrackWebsiteInput>()("/v2/live_website_tracking_parameters", {
  id: "createLiveWebsiteTrackingParameters",
  source: "Create live website tracking parameters",
  body: { person_id: PersonId },
  success: single(LiveWebsiteTrackingParameters),
  safety: "unsafe",
  provenance: "public"
})
export interface TrackWebsiteInput extends InputOf<typeof trackWebsite> {}
