/** The workspaces of the key's user. */
import * as Schema from "effect/Schema"
import { response, Success } from "../Response.ts"
import { BadRequest, Forbidden, NotFound } from "../Errors.ts"
import { oneOf, string } from "../Field.ts"
import { WorkspaceId } from "../Ids.ts"
import { get, type InputOf, patch, postCreated } from "../Operation.ts"

/** A workspace, and the user's role in it. */
export class Workspace extends Schema.Opaque<Workspace>()(
  Schema.Struct({
    id: WorkspaceId,
    name: string("Example Ltd"),
    permission: oneOf("owner", "admin", "user", "client")
  })
) {}

/** The workspaces of the key's user. API reference: "Get All Workspaces". */
export const list = get("/api/public/v1.0.0/workspaces", {
  id: "getAllWorkspaces",
  source: "Get All Workspaces",
  success: response(Schema.Array(Workspace))
})

/** At least four characters. */
const body = { name: Schema.String.check(Schema.isMinLength(4)).annotate({ examples: ["Example Ltd"] }) }

/** Creates a workspace. For owners. Unsafe: sending it twice creates two. API reference: "Create Workspace". */
export const create = postCreated<CreateInput>()("/api/public/v1.0.0/workspaces", {
  id: "createWorkspace",
  source: "Create Workspace",
  body,
  success: response(Workspace),
  errors: [BadRequest, Forbidden]
})
export interface CreateInput extends InputOf<typeof create> {}

/** Renames a workspace. For owners. Idempotent: it sets a value. API reference: "Update Workspace". */
export const update = patch<UpdateInput>()("/api/public/v1.0.0/workspaces/{id}", {
  id: "updateWorkspace",
  source: "Update Workspace",
  path: { id: WorkspaceId },
  body,
  success: Success,
  errors: [BadRequest, Forbidden, NotFound],
  safety: "idempotent"
})
export interface UpdateInput extends InputOf<typeof update> {}
