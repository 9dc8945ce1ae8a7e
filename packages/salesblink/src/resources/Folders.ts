/** Folders: general ones of lists, templates and sequences, and those of senders. */
import * as Schema from "effect/Schema"
import { answer, Success } from "../Answer.ts"
import { BadRequest } from "../Errors.ts"
import { instant, text } from "../Field.ts"
import { FolderId } from "../Ids.ts"
import { get, type InputOf, post } from "../Operation.ts"
import * as Page from "../Page.ts"

/** A folder. */
export class Folder extends Schema.Opaque<Folder>()(
  Schema.Struct({
    id: FolderId,
    name: text("Spring"),
    /** `email-sender`, or whatever SalesBlink has for general ones: nothing, or an empty list. */
    type: Schema.optionalKey(Schema.Unknown),
    owned_by: text("ida.lindqvist@example.com"),
    date_created: instant
  })
) {}

/** A page of the folders. Document: "Get All Folders". */
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
  success: answer(Schema.Array(Folder))
})
export interface ListInput extends InputOf<typeof list> {}

/** The folders, as `pages` and as a `stream` of them. See {@link list}. */
export const { pages, stream } = Page.streams(list, ({ data }) => data)

/** Creates a folder; the answer does not name it. Unsafe: sent twice it makes two. Document: "Create a Folder". */
export const create = post<CreateInput>()("/api/public/v1.0.0/folders", {
  id: "createFolder",
  source: "Create a Folder",
  body: {
    name: Schema.NonEmptyString.annotate({ examples: ["Spring"] }),
    /** For a folder of senders. Left out for a general one. */
    type: Schema.optional(Schema.Literal("email-sender"))
  },
  success: Success,
  errors: [BadRequest]
})
export interface CreateInput extends InputOf<typeof create> {}
