/** The sources of the test files that `vendor:new` writes into `packages/<vendor>`. */
import { exampleTest } from "./Examples.ts"
import { credentialNames, type Slice } from "./Slice.ts"
import { quoted } from "./Text.ts"

export const readmeTest = (slice: Slice): string => `\
/** Runs each of the README's examples in a separate process. */
import { assert, it } from "@effect/vitest"
import { Recorder, runShown } from "@salesbridge/core/testing"
import * as Effect from "effect/Effect"

it.live.each([
  new URL("../test/example.ts", import.meta.url),
  new URL("../test/promiseExample.ts", import.meta.url)
])(
  "the README has an example that runs: %s",
  (example) =>
    Effect.gen(function* () {${exampleTest(slice)}
    }).pipe(Effect.scoped),
  60_000
)
`

const credentialFields = (slice: Slice, wrap: (secret: string) => string) =>
  credentialNames(slice)
    .map((_) => `${_}: ${wrap(quoted(_))}, `)
    .join("")

export const promiseTest = (slice: Slice): string => {
  const { service } = slice
  const keys = credentialNames(slice)
  const missing = keys.map(
    (_) => `
it("needs its ${_}", () => {
  for (const ${_} of ["", undefined]) {
    assert.throws(() => promise.create${service}({ ${keys.map((other) => (other === _ ? `${_}: ${_} as string` : `${other}: ${quoted(other)}`)).join(", ")} }), TypeError, "\`${_}\` is missing")
  }
})
`
  )
  return `\
import { ${keys.length === 0 ? "" : "assert, "}expectTypeOf, it } from "@effect/vitest"
import { promiseMatrix, type Untyped } from "@salesbridge/core/testing"
${keys.length === 0 ? "" : 'import * as Redacted from "effect/Redacted"\n'}import { catalog } from "./catalog.ts"
import * as index from "./index.ts"
import * as promise from "./promise.ts"

const settings = { quota: { maxHold: 0 }, retry: false } as const

promiseMatrix({
  catalog,
  index,
  exports: promise,
  layer: (baseUrl) => index.${service}.layer({ ${credentialFields(slice, (_) => `Redacted.make(${_})`)}baseUrl, ...settings }),
  client: (baseUrl) => promise.create${service}({ ${credentialFields(slice, (_) => _)}baseUrl, ...settings })
})

it("types every operation", () => {
  expectTypeOf<Untyped<typeof index, promise.${service}Client>>().toEqualTypeOf<never>()
})
${missing.join("")}
`
}

export const statusesTest = (slice: Slice): string => {
  const { service } = slice
  return `\
/** Tests the success of every operation, and each error class once. Core's own tests cover other bodies: empty, HTML, cut off. */
import { NodeHttpClient } from "@effect/platform-node"
import { statusMatrix } from "@salesbridge/core/testing"
${credentialNames(slice).length === 0 ? "" : 'import * as Redacted from "effect/Redacted"\n'}import { catalog } from "./catalog.ts"
import { ${service} } from "./${service}.ts"

statusMatrix({
  catalog,
  layer: (baseUrl) => ${service}.layer({ ${credentialFields(slice, (_) => `Redacted.make(${_})`)}baseUrl, quota: { limits: [], maxHold: 0 } }),
  transport: NodeHttpClient.layerUndici
})
`
}
