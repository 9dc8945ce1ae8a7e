import { assert, describe, it } from "@effect/vitest"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type * as Vendor from "./Vendor.ts"
import * as VendorConfig from "./VendorConfig.ts"

const definition = {
  name: "acme-cloud",
  servers: { default: "https://acme.example.com" },
  credentials: {
    apiKey: { in: "header", name: "x-api-key" },
    accountId: { in: "query", name: "account", secret: false },
    teamId: { in: "header", name: "team", secret: false, optional: true }
  }
} as const satisfies Vendor.Definition

interface Options extends Vendor.Options {
  readonly apiKey: Redacted.Redacted
  readonly accountId: string
  readonly teamId?: string | undefined
}

const given = (env: Record<string, string>, options?: Vendor.Options) =>
  Effect.gen(function* () {
    let taken: object | undefined
    const layer = VendorConfig.layerWith(definition, (options: Options) => {
      taken = { ...options, apiKey: Redacted.value(options.apiKey) }
      return Layer.empty
    })
    yield* Effect.scoped(Layer.build(layer(options)))
    return taken
  }).pipe(Effect.provideService(ConfigProvider.ConfigProvider, ConfigProvider.fromEnv({ env })))

describe("credentials from configuration", () => {
  it("have variables with the vendor's name and their own in capitals", () => {
    assert.deepStrictEqual(VendorConfig.variables(definition), {
      credentials: {
        apiKey: "ACME_CLOUD_API_KEY",
        accountId: "ACME_CLOUD_ACCOUNT_ID",
        teamId: "ACME_CLOUD_TEAM_ID"
      },
      baseUrl: "ACME_CLOUD_BASE_URL"
    })
  })

  const needed = { ACME_CLOUD_API_KEY: "k", ACME_CLOUD_ACCOUNT_ID: "7" }

  it.effect("are secret unless the definition says otherwise; optional ones may be missing or empty", () =>
    Effect.gen(function* () {
      const bare = { apiKey: "k", accountId: "7", teamId: undefined, baseUrl: undefined }
      assert.deepStrictEqual(yield* given(needed), bare)
      assert.deepStrictEqual(yield* given({ ...needed, ACME_CLOUD_TEAM_ID: "", ACME_CLOUD_BASE_URL: "" }), bare)
      const full = { ...needed, ACME_CLOUD_TEAM_ID: "3", ACME_CLOUD_BASE_URL: "http://127.0.0.1:1" }
      assert.deepStrictEqual(yield* given(full), { ...bare, teamId: "3", baseUrl: "http://127.0.0.1:1" })
    })
  )

  it.effect("do not change other options or a given base URL", () =>
    Effect.gen(function* () {
      const options = yield* given(
        { ...needed, ACME_CLOUD_BASE_URL: "http://127.0.0.1:1" },
        { retry: false, baseUrl: "http://127.0.0.1:2" }
      )
      assert.deepInclude(options, { retry: false, baseUrl: "http://127.0.0.1:2" })
    })
  )

  it.effect("that are missing or empty are named", () =>
    Effect.gen(function* () {
      for (const accountId of [{}, { ACME_CLOUD_ACCOUNT_ID: "" }]) {
        const error = yield* Effect.flip(given({ ACME_CLOUD_API_KEY: "k", ...accountId }))
        assert.include(String(error), "ACME_CLOUD_ACCOUNT_ID")
        assert.notInclude(String(error), "ACME_CLOUD_API_KEY")
      }
    })
  )
})
