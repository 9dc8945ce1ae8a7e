/** Reads a vendor's credentials and base URL from the environment: `ACME_API_KEY`, `ACME_BASE_URL`. */
import type { Vendor } from "@salesbridge/core"

/** Environment variables, such as `process.env`. */
export type Environment = { readonly [name: string]: string | undefined }

/** The name of a variable, which is the same as in the package's `layerConfig`. */
const variable = (vendor: string, name: string): string =>
  `${vendor}_${name.replaceAll(/([a-z\d])([A-Z])/g, "$1_$2")}`.toUpperCase().replaceAll(/[^A-Z\d]+/g, "_")

/** What the environment contains. */
export interface Found {
  /** By the names of the definition. */
  readonly credentials: { readonly [name: string]: string | undefined }
  /** The variables of required credentials that are not set. */
  readonly missing: ReadonlyArray<string>
  /** A base URL that replaces the vendor's, and its variable; `undefined` if it is not set. */
  readonly baseUrl: { readonly variable: string; readonly value: string } | undefined
}

/** Reads a vendor's variables. An empty variable counts as not set. */
export const read = ({ credentials, name }: Vendor.Definition, environment: Environment): Found => {
  const valueOf = (_: string) => {
    const value = environment[variable(name, _)]
    return value === "" ? undefined : value
  }
  const values = Object.entries(credentials).map(([key, credential]) => ({ key, credential, value: valueOf(key) }))
  const address = valueOf("baseUrl")
  return {
    credentials: Object.fromEntries(values.map(({ key, value }) => [key, value])),
    missing: values
      .filter(({ credential, value }) => value === undefined && credential.optional !== true)
      .map(({ key }) => variable(name, key)),
    baseUrl: address === undefined ? undefined : { variable: variable(name, "baseUrl"), value: address }
  }
}
