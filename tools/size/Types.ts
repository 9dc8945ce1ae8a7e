/** How long the compiler takes over strict projects, declarations of packages checked as well, in turns. */
import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { root } from "./Bundles.ts"

const compilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  noPropertyAccessFromIndexSignature: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  skipLibCheck: false,
  target: "ES2023",
  lib: ["ES2023", "DOM"],
  module: "NodeNext",
  moduleResolution: "NodeNext",
  types: ["node"],
  noEmit: true
}

const effect = `import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
`

/** Each a consumer. The first is what Effect costs without any of the packages, the last what others would import. */
export const consumers = {
  effect: `${effect}
export const program = Effect.gen(function* () {
  return [Redacted.value(Redacted.make("t")), yield* Stream.runCollect(Stream.make(1))] as const
}).pipe(Effect.provide(Layer.empty))
`,
  packages: `${effect}import { Contacts, GetSales, Lists } from "@salesbridge/getsales"
import { Campaigns as Mailings, SalesBlink, Team } from "@salesbridge/salesblink"
import { Campaigns, Salesflow } from "@salesbridge/salesflow"
import { People, Salesloft, Users } from "@salesbridge/salesloft"

const token = Redacted.make("t")
export const layer = Layer.mergeAll(
  Salesflow.layer({ token, accountId: 1 }),
  SalesBlink.layer({ apiKey: token }),
  GetSales.layer({ token }),
  Salesloft.layer({ accessToken: token })
)
export const program = Effect.gen(function* () {
  const [campaign] = yield* Campaigns.list()
  const { data: members } = yield* Team.list()
  yield* Mailings.pause({ campaignID: "c" })
  const { uuid: list_uuid } = yield* Lists.create({ name: "l" })
  const contact = yield* Contacts.upsert({ list_uuid, lead: { linkedin_id: "jane" } })
  const { data: me } = yield* Users.me()
  const ids = yield* People.stream({ "title[]": ["t"] }).pipe(
    Stream.map(({ id, email_address }) => [id, email_address] as const),
    Stream.runCollect
  )
  return [campaign?.CampaignName, members?.[0]?.email, contact.name, me.name, ids] as const
}).pipe(
  Effect.catchTags({
    InvalidCredentials: ({ status }) => Effect.succeed(status),
    ValidationFailed: ({ reason }) => Effect.succeed(reason),
    TooManyRequests: ({ retryAfter }) => Effect.succeed(retryAfter)
  }),
  Effect.provide(layer)
)
`,
  axios: `import axios from "axios"
import * as z from "zod"

const Campaigns = z.array(z.looseObject({ CampaignId: z.int(), CampaignName: z.string().nullish() }))
const Me = z.looseObject({ data: z.looseObject({ id: z.union([z.int(), z.string()]), name: z.string().nullish() }) })
const client = axios.create({ baseURL: "https://api.example.com" })
export const program = async () => {
  const [campaign] = Campaigns.parse((await client.get("/campaigns")).data)
  const { data: me } = Me.parse((await client.get("/me")).data)
  return [campaign?.CampaignName, me.name] as const
}
`
}

const compiler = (): string => {
  const manifest = createRequire(import.meta.url).resolve("typescript/package.json")
  return join(dirname(manifest), "bin", "tsc")
}

/** Seconds for each consumer, one for each round. */
export const checks = (rounds: number): ReadonlyMap<keyof typeof consumers, ReadonlyArray<number>> => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "types-")))
  const names = Object.keys(consumers) as ReadonlyArray<keyof typeof consumers>
  const taken = new Map<keyof typeof consumers, Array<number>>(names.map((name) => [name, []]))
  try {
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"))
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }))
    for (const name of names) {
      mkdirSync(join(folder, name))
      writeFileSync(join(folder, name, "main.ts"), consumers[name])
      writeFileSync(join(folder, name, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["main.ts"] }))
    }
    for (let round = 0; round < rounds; round++) {
      for (const name of names) {
        const start = performance.now()
        const { status, stdout } = spawnSync(process.execPath, [compiler(), "-p", name], {
          cwd: folder,
          encoding: "utf8"
        })
        if (status !== 0) throw new Error(`The ${name} consumer does not compile:\n${stdout}`)
        taken.get(name)!.push((performance.now() - start) / 1000)
      }
    }
    return taken
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
