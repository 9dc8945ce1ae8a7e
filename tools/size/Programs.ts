/** What is measured, as texts: the same call with each vendor's package, and with axios and zod as a team would write it. */

/** An operation: names of a package's subpath and of what that exports. */
export type Named = readonly [resource: string, operation: string]

/** One vendor's programs. */
export interface Programs {
  readonly vendor: string
  /** The service of its package, and the options of its layer. */
  readonly service: string
  readonly options: string
  /** The call with its input, and one more of another resource. */
  readonly one: readonly [...Named, input?: string]
  readonly more: Named
  /** The same with axios and zod: a client, then each call with its schemas. */
  readonly axios: { readonly client: string; readonly one: string; readonly more: string }
}

const text = "z.string().nullish()"
const integer = "z.int().nullish()"
const flag = "z.boolean().nullish()"
const date = "instant.nullish()"
const id = "z.union([z.int(), z.string()])"
const fields = (type: string, ...names: ReadonlyArray<string>) => names.map((_) => `${_}: ${type}`).join(", ")

/** Dates as the vendors write them: the packages make them values too. */
const instant = `const instant = z.string().transform((text, context) => {
  const value = new Date(/(Z|[+-]\\d{2}:?\\d{2})$/.test(text) ? text : text + "Z")
  if (Number.isNaN(value.getTime())) context.addIssue({ code: "custom", message: "Invalid date" })
  return value
})`

export const programs: ReadonlyArray<Programs> = [
  {
    vendor: "salesflow",
    service: "Salesflow",
    options: `{ token: Redacted.make("t"), accountId: 1 }`,
    one: ["Campaigns", "list"],
    more: ["Accounts", "list"],
    axios: {
      client: `{ baseURL: "https://mvc.salesflow.io", params: { token: "t", accountId: 1 } }`,
      one: `${instant}
const Campaigns = z.array(z.looseObject({
  CampaignId: z.int(), CampaignName: ${text}, Status: z.string(), LastModifiedAt: instant.nullable()
}))
export const one = async () => Campaigns.parse((await client.get("/api/campaigns/list-campaigns")).data)`,
      more: `const Accounts = z.array(z.looseObject({
  AccountId: z.int(), AccountEmail: z.string().nullable(), Status: z.string(), UserDbId: z.string().nullable(),
  UserEmail: z.string().nullable()
}))
export const more = async () => Accounts.parse((await client.get("/api/accounts/list")).data)`
    }
  },
  {
    vendor: "salesblink",
    service: "SalesBlink",
    options: `{ apiKey: Redacted.make("k") }`,
    one: ["Team", "list"],
    more: ["Prospects", "get"],
    axios: {
      client: `{ baseURL: "https://run.salesblink.io", headers: { Authorization: "k" } }`,
      one: `const envelope = (data) => z.looseObject({
  success: z.unknown(), error: z.unknown(), message: z.unknown(), data: data.nullish()
})
const Members = envelope(z.array(z.looseObject({
  ${fields(text, "user_name", "email", "company_name", "user_picture")}
})))
export const one = async () => Members.parse((await client.get("/api/my-team")).data)`,
      more: `const Prospect = envelope(z.looseObject({ prospectID: z.string().optional() }))
export const more = async (id) => Prospect.parse((await client.get("/api/prospect/" + encodeURIComponent(id))).data)`
    }
  },
  {
    vendor: "getsales",
    service: "GetSales",
    options: `{ token: Redacted.make("t") }`,
    one: ["Lists", "get", `{ uuid: "u" }`],
    more: ["SenderProfiles", "list"],
    axios: {
      client: `{ baseURL: "https://amazing.getsales.io", headers: { Authorization: "Bearer t" } }`,
      one: `${instant}
const List = z.looseObject({
  uuid: z.string(), ${fields(integer, "team_id", "user_id")}, name: ${text}, ${fields(date, "created_at", "updated_at")}
})
export const one = async (uuid) => List.parse((await client.get("/leads/api/lists/" + encodeURIComponent(uuid))).data)`,
      more: `const SenderProfiles = z.looseObject({
  data: z.array(z.looseObject({
    uuid: z.string(),
    ${fields(integer, "team_id", "linkedin_server_id", "linkedin_browser_id", "assignee_user_id", "user_id")},
    ${fields(text, "linkedin_browser_uuid", "linkedin_account_uuid", "mailbox_uuid", "first_name", "last_name")},
    ${fields(text, "label", "status", "avatar_url")},
    schedule: z.looseObject({
      timezone: ${text}, timeblocks: z.array(z.looseObject({ ${fields(integer, "dow", "min", "max")} })).nullish()
    }).nullish(),
    smart_limits_enabled: ${flag}, notification_emails: z.array(z.string()).nullish(),
    ${fields(date, "created_at", "updated_at")}
  })),
  ${fields(integer, "limit", "offset", "total")}, has_more: ${flag}
})
export const more = async (params) => SenderProfiles.parse((await client.get("/flows/api/sender-profiles", { params })).data)`
    }
  },
  {
    vendor: "salesloft",
    service: "Salesloft",
    options: `{ accessToken: Redacted.make("t") }`,
    one: ["Users", "me"],
    more: ["Tags", "list"],
    axios: {
      client: `{ baseURL: "https://api.salesloft.com", headers: { Authorization: "Bearer t" } }`,
      one: `${instant}
const reference = z.looseObject({ id: ${id}.nullish(), _href: ${text} }).nullish()
const User = z.looseObject({ data: z.looseObject({
  id: ${id}, ${fields(date, "created_at", "updated_at")},
  ${fields(text, "guid", "name", "first_name", "last_name", "job_role", "time_zone", "work_country", "slack_username")},
  ${fields(text, "twitter_handle", "email", "email_client_email_address", "sending_email_address", "from_address")},
  ${fields(text, "full_email_address", "bcc_email_address", "email_signature", "email_signature_type")},
  ${fields(flag, "active", "email_signature_click_tracking_disabled", "team_admin", "local_dial_enabled")},
  ${fields(flag, "click_to_call_enabled", "email_client_configured", "crm_connected")},
  ${fields("z.record(z.string(), z.unknown()).nullish()", "external_feature_flags", "_private_fields")},
  ${fields("reference", "phone_client", "phone_number_assignment", "group", "team", "role")}
}) })
export const one = async () => User.parse((await client.get("/v2/me")).data)`,
      more: `const Metadata = z.looseObject({
  filtering: z.record(z.string(), z.unknown()).nullish(),
  paging: z.looseObject({
    ${fields(integer, "per_page", "current_page", "next_page", "prev_page", "total_pages", "total_count")}
  }).nullish(),
  sorting: z.looseObject({ ${fields(text, "sort_by", "sort_direction")} }).nullish()
})
const Tags = z.looseObject({
  metadata: Metadata.nullish(), data: z.array(z.looseObject({ id: ${id}, name: ${text} }))
})
export const more = async (params) => Tags.parse((await client.get("/v2/tags", { params })).data)`
    }
  }
]

/** The call with the vendor's package, and what `further` adds to it. */
export const withPackage = ({ one, options, service, vendor }: Programs, further = ""): string => {
  const [resource, operation, input = ""] = one
  return `import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { ${service} } from "@salesbridge/${vendor}"
import * as ${resource} from "@salesbridge/${vendor}/${resource}"
const layer = ${service}.layer(${options}).pipe(Layer.provide(FetchHttpClient.layer))
export const one = () => Effect.runPromise(Effect.provide(${resource}.${operation}(${input}), layer))
${further}`
}

/** More operations beside it. */
export const further = (vendor: string, operations: ReadonlyArray<Named>): string =>
  operations
    .map(([resource, name], index) => `export { ${name} as more${index} } from "@salesbridge/${vendor}/${resource}"`)
    .join("\n")

/** The call without Effect. */
export const withPromises = ({ one: [resource, operation, input = ""], service, vendor }: Programs): string =>
  `import { create${service} } from "@salesbridge/${vendor}/promise"
export const one = (options) => create${service}(options).${resource}.${operation}(${input})`

/** The call with axios and zod, and one more. */
export const withAxios = ({ axios: { client, more, one } }: Programs, both = false): string =>
  `import axios from "axios"
import * as z from "zod"
const client = axios.create(${client})
${one}
${both ? more : ""}`
