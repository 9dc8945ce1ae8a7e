/** Where a vendor's credentials and address are in the environment: `ACME_API_KEY`, `ACME_BASE_URL`. */
import type { Vendor } from "@salesbridge/core"

export type Environment = { readonly [name: string]: string | undefined }

/** A vendor's variables by its name and the credential's, as its own `layerConfig` has them. */
const variable = (vendor: string, name: string): string =>
  `${vendor}_${name.replaceAll(/([a-z\d])([A-Z])/g, "$1_$2")}`.toUpperCase().replaceAll(/[^A-Z\d]+/g, "_")

/** What the environment says. */
export interface Found {
  /** By the definition's names. */
  readonly credentials: { readonly [name: string]: string | undefined }
  /** The variables of credentials that are needed and not there. */
  readonly missing: ReadonlyArray<string>
  /** An origin that stands for the vendor's own, and the variable that says so. */
  readonly baseUrl: { readonly variable: string; readonly value: string } | undefined
}

/** Reads what a vendor needs. An empty variable is none. */
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
