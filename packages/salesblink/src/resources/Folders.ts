/** Folders: general ones for lists, templates and sequences, and folders for senders. */
import * as Schema from "effect/Schema"
import { response, Success } from "../Response.ts"
import { BadRequest } from "../Errors.ts"
import { instant, string } from "../Field.ts"
import { FolderId } from "../Ids.ts"
import { get, type InputOf, post } from "../Operation.ts"
import * as Page from "../Page.ts"

/** A folder. */
export class Folder extends Schema.Opaque<Folder>()(
  Schema.Struct({
    id: FolderId,
    name: string("Spring"),
    /** `email-sender` for a folder of senders. Missing or an empty list for a general folder. */
    type: Schema.optionalKey(Schema.Unknown),
    owned_by: string("ida.lindqvist@example.com"),
    date_created: instant
  })
) {}

/** A page of the folders. API reference: "Get All Folders". */
export const list = get<ListInput>()("/api/public/v1.0.0/folders", {
  id: "getAllFolders",
  source: "Get All Folders",
  query: {
    ...Page.window(100),
    /** A part of the name. */
    search: Page.text("spring"),
    /** Default: all. */
    type: Schema.optional(Schema.Literals(["all", "general", "email-sender"]))
  },
  success: response(Schema.Array(Folder))
})
export interface ListInput extends InputOf<typeof list> {}

/** The folders, as `pages` and as a `stream` of them. See {@link list}. */
export const { pages, stream } = Page.streams(list, ({ data }) => data)

/**
 * Creates a folder. The response does not contain it. Unsafe: sending it twice creates two. API reference: "Create a
 * Folder".
 */
export const create = post<CreateInput>()("/api/public/v1.0.0/folders", {
  id: "createFolder",
  source: "Create a Folder",
  body: {
    name: Schema.NonEmptyString.annotate({ examples: ["Spring"] }),
    /** `email-sender` for a folder of senders. Omit it for a general folder. */
    type: Schema.optional(Schema.Literal("email-sender"))
  },
  success: Success,
  errors: [BadRequest]
})
export interface CreateInput extends InputOf<typeof create> {}
