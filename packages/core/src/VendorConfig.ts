/**
 * A vendor's credentials and address from configuration. The names of the variables derive from the vendor's
 * definition.
 */
import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type * as Vendor from "./Vendor.ts"

type Definition = Vendor.Definition

const constant = (name: string) =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1_$2")
    .replaceAll(/\W/g, "_")
    .toUpperCase()

/** The variables of a vendor: `ACME_API_KEY` for its credential `apiKey`, and `ACME_BASE_URL`. */
export const variables = ({ credentials, name }: Pick<Definition, "credentials" | "name">) => {
  const variable = (part: string) => constant(`${name}_${part}`)
  return {
    credentials: Object.fromEntries(Object.keys(credentials).map((key) => [key, variable(key)])),
    baseUrl: variable("baseUrl")
  }
}

/** An optional string. An empty one counts as missing. */
const optional = (name: string) =>
  Effect.map(Config.String(name).pipe(Config.withDefault("")), (text) => (text === "" ? undefined : text))

/**
 * A vendor's layer, with credentials and, if set, the address from configuration. A `baseUrl` among the options takes
 * precedence. It fails with a `ConfigError` that names the missing variable.
 */
export const layerWith =
  <
    const D extends Definition,
    Options extends Pick<Vendor.Options, "baseUrl"> & { readonly [Name in keyof D["credentials"]]?: unknown },
    Out,
    E,
    R
  >(
    definition: D,
    layer: (options: Options) => Layer.Layer<Out, E, R>
  ) =>
  (options?: Omit<Options, keyof D["credentials"]>): Layer.Layer<Out, E | Config.ConfigError, R> =>
    Layer.unwrap(
      Effect.gen(function* () {
        const names = variables(definition)
        const configured: Record<string, Redacted.Redacted | string | undefined> = {}
        for (const [key, credential] of Object.entries<Vendor.Credential>(definition.credentials)) {
          const name = names.credentials[key]!
          const value = credential.optional === true ? yield* optional(name) : yield* Config.NonEmptyString(name)
          configured[key] = value === undefined || credential.secret === false ? value : Redacted.make(value)
        }
        const { baseUrl } = (options ?? {}) as Pick<Vendor.Options, "baseUrl">
        // The names in the definition are those of the options.
        return layer({ ...options, ...configured, baseUrl: baseUrl ?? (yield* optional(names.baseUrl)) } as never)
      })
    )
