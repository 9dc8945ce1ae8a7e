/** The live feed of users. */
import * as Schema from "effect/Schema"
import { dictionaries, dictionary, field, instant, string } from "../Field.ts"
import { LiveFeedItemId, PersonId, UserGuid } from "../Ids.ts"
import { Instant } from "../Instant.ts"
import { type InputOf, post } from "../Operation.ts"
import { single } from "../Page.ts"

/** An item of the live feed. */
export class LiveFeedItem extends Schema.Opaque<LiveFeedItem>()(
  Schema.Struct({
    id: LiveFeedItemId,
    event_type: string("third_party"),
    event_occurred_at: instant,
    title: string("Jane Roe"),
    message: string("received a package."),
    path: string("/people/1"),
    rollup_key: string("parcel"),
    user_guid: field(UserGuid),
    metadata: dictionary,
    alert_metadata: dictionary
  })
) {}

/** Query parameters that identify a person's visits to a website. */
export class LiveWebsiteTrackingParameters extends Schema.Opaque<LiveWebsiteTrackingParameters>()(
  Schema.Struct({ parameters: dictionaries })
) {}

const words = (example: string) => Schema.String.check(Schema.isMinLength(1)).annotate({ examples: [example] })

/** Shows a user an event of a person. The `idempotency_key` prevents showing it twice. */
export const create = post<CreateInput>()("/v2/third_party_live_feed_items", {
  id: "createLiveFeedItem",
  source: "Create live feed item",
  body: {
    subject_type: Schema.Literals(["person"]),
    /** The id of the person. */
    subject_id: PersonId,
    event_occurred_at: Instant,
    /** The user who sees the item. */
    user_guid: UserGuid.check(Schema.isMinLength(1)),
    /**
     * A verb phrase in the past tense, ending with a full stop: `received a package.` The person's name is put in
     * front.
     */
    message: words("received a package."),
    /** Must differ from that of any other item. */
    idempotency_key: words("parcel-1")
  },
  success: single(LiveFeedItem),
  safety: "idempotent",
  provenance: "public"
})
export interface CreateInput extends InputOf<typeof create> {}

/** Creates query parameters for a person's visits to a website. */
export const trackWebsite = post<TrackWebsiteInput>()("/v2/live_website_tracking_parameters", {
  id: "createLiveWebsiteTrackingParameters",
  source: "Create live website tracking parameters",
  body: { person_id: PersonId },
  success: single(LiveWebsiteTrackingParameters),
  safety: "unsafe",
  provenance: "public"
})
export interface TrackWebsiteInput extends InputOf<typeof trackWebsite> {}
