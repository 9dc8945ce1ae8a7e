/**
 * Makes Spectral compile equal schemas once. It compiles the schema of each example anew, which takes most of its time:
 * a specification's errors are at every operation, and `vendor:new` lints a document again after it mended it. Imported
 * for this effect, before Spectral runs.
 */
import { createRequire } from "node:module"

type Assign = (schema: object, dialect: string, allErrors: boolean) => unknown

// Called once for each document.
const validators = createRequire(import.meta.url)("@stoplight/spectral-functions/dist/schema/ajv.js") as {
  createAjvInstances: () => Assign
}
const create = validators.createAjvInstances
const shared = create()
const known = new Map<string, unknown>()

validators.createAjvInstances = () => {
  const own = create()
  return (schema, dialect, allErrors) => {
    const text = JSON.stringify([dialect, allErrors, schema])
    // The document's other schemas may refer to this one, or have the same id.
    if (/"(\$?id|\$(dynamicA|a)nchor)":"/.test(text)) return own(schema, dialect, allErrors)
    const validator = known.get(text) ?? shared(schema, dialect, allErrors)
    known.set(text, validator)
    return validator
  }
}
