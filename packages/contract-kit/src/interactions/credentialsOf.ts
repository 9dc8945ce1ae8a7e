/** Apart from Interaction.ts, which loads core: a catalog may be compared with another core. */
import type { Operation, Vendor } from "@salesbridge/core"

/** The credentials that a call of the operation sends, by their names in the vendor's definition. */
export const credentialsOf = (definition: Vendor.Definition, operation: Operation.Any) =>
  Object.entries(definition.credentials)
    .filter(([key]) => operation.credentials === undefined || operation.credentials.includes(key))
    .map(([key, credential]) => ({ key, ...credential }))
