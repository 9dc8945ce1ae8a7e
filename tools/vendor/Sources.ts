/** The modules of `packages/<vendor>/src`. */
import * as Names from "./Names.ts"
import { fieldsOf, credentialNames, type Field, type Operation, type Resource, type Slice } from "./Slice.ts"
import { comment, harmless, key, quoted, firstWords } from "./Text.ts"

export const definition = ({ credentials, name, origin, title }: Slice): string => `\
/** ${title} as data: servers and credentials. */
import type { Vendor } from "@salesbridge/core"

/**
 * ${title}: one host, and ${credentials.length === 0 ? "no credentials" : harmless(credentials.map(wire).join(" and "))}.
 * To do: \`limits\`, if the API reference states a rate limit; otherwise say that it states none.
 */
export const definition = {
  name: ${quoted(name)},
  servers: { default: ${quoted(origin)} },
  credentials: {${credentials
    .map((_) => {
      const scheme = _.scheme === undefined ? "" : `, scheme: ${quoted(_.scheme)}`
      return `${key(_.key)}: { in: ${quoted(_.in)}, name: ${quoted(_.name)}${scheme} }`
    })
    .join(", ")}}
} as const satisfies Vendor.Definition
`

const wire = (_: Slice["credentials"][number]): string => {
  if (_.scheme === "Bearer") return "a bearer token"
  if (_.scheme === "Basic") return "a name and password as HTTP basic authentication"
  return `an API key in the ${_.in === "header" ? "header" : "parameter"} \`${_.name}\``
}

const used = (slice: Slice) =>
  [...new Set(slice.operations.map(({ method }) => method))].toSorted().map((_) => (_ === "delete" ? "delete: del" : _))

export const operation = (slice: Slice): string => {
  const { common, service, title } = slice
  const first = slice.operations.find(({ method }) => method === "get") ?? slice.operations[0]!
  // Errors that any operation may fail with use these classes too, so that readers handle one class per name.
  const others = slice.errors.map(({ name }) => name).filter((name) => !common.includes(name))
  const given = Object.entries({ errors: common, undocumented: others }).filter(([, names]) => names.length > 0)
  const options = given.map(([key, names]) => `${key}: [${names.join(", ")}]`).join(", ")
  const declared = `(definition, ${service}${given.length === 0 ? "" : ", common"})`
  const classes = [...common, ...others].toSorted()
  const errors = classes.length === 0 ? "" : `import { ${classes.join(", ")} } from "./Errors.ts"\n`
  const what = common.length === 0 ? "" : ", with the errors that every call can return"
  return `\
/** Declares ${title}'s operations${what}. */
import { Operation } from "@salesbridge/core"
import { definition } from "./Definition.ts"
${errors}import { ${service} } from "./Service.ts"

${slice.operations.some(takesInput) ? 'export type { InputOf } from "@salesbridge/core"\n\n' : ""}\
${given.length === 0 ? "" : `const common = { ${options} } as const\n\n`}\
export const { ${used(slice).join(", ")} } = Operation.methods${declared}

/**
 * Sends any request to ${title}, including those without a function here, with the same credentials, quota, retries
 * and errors. The value of the response is its JSON:
 *
 * \`\`\`ts
 * const { value } = yield* request({ method: ${quoted(first.method.toUpperCase())}, path: ${harmless(quoted(first.path))} })
 * \`\`\`
 */
export const request = Operation.request${declared}
`
}

export const errors = ({ errors, title }: Slice): string => {
  const left = errors.some(({ details }) => details) ? "guessed, toDo" : "guessed"
  return `\
/** ${title}'s errors: one class for each documented status. The errors that every call can meet are in core. */
import { VendorError } from "@salesbridge/core"
import { ${left} } from "./ToDo.ts"

// The classes below replace those of the same name.
export * from "@salesbridge/core/errors"

${errors
  .map(({ description, details, name, status }) => {
    const body = details ? `, details: toDo(${quoted(`the body of a ${status}`)})` : ""
    return `${comment(`${status}: ${firstWords(description)}`)}
export class ${name} extends VendorError.status(${quoted(name)}, {
  status: ${status},
  description: guessed(${quoted(description)}, ${quoted(`${status}: what does it mean according to the API reference?`)})${body}
}) {}
`
  })
  .join("\n")}`
}

export const ids = ({ ids, service, title }: Slice): string => `\
/** ${title}'s identifiers. Each has its own type, so they cannot be confused. */
import * as Schema from "effect/Schema"

${ids
  .map(({ name, sample, schema }) => {
    const example = sample === undefined ? "" : `.annotate({ examples: [${quoted(sample)}] })`
    return `/** ${Names.sentence(name.replace(/(id|uuid|guid)$/i, "")) || name}. */
export const ${name} = ${schema}${example}.pipe(Schema.brand(${quoted(`${service}${name}`)}))
export type ${name} = typeof ${name}.Type
`
  })
  .join("\n")}`

export const toDo = (slice: Slice): string => {
  const schemas = leftIn(slice)
  const guessed = `\
/** A guessed value. Remove the call around it when the API reference has answered the question. */
export const guessed = <const Value>(value: Value, _question: string): Value => value
`
  return `\
/**
 * Placeholders for what you must write from the vendor's API reference. \`npm run contracts -- ${slice.name} --verbose\`
 * lists them, and fails until there are none. Most could be generated from the specification. But then package and
 * specification would always agree, whatever the vendor does. When you have replaced the last placeholder, delete this
 * file and \`contracts/${slice.name}/src/todo.test.ts\`.
 */
${
  schemas
    ? `import * as Schema from "effect/Schema"

/** Replaces a missing schema by an object with a field that no vendor sends, so that the contract fails. */
export const toDo = <const What extends string>(what: What) =>
  Schema.Struct({ [\`to do: \${what}\`]: Schema.String } as { readonly [_ in \`to do: \${What}\`]: typeof Schema.String })

`
    : ""
}${guessed}`
}

const isLeft = (_: Operation): boolean => _.answers || _.sends === "unknown" || fieldsOf(_).some(({ isToDo }) => isToDo)

const leftIn = ({ errors, operations }: Slice): boolean =>
  errors.some(({ details }) => details) || operations.some(isLeft)

const keyDoc = ({ description, scheme }: Slice["credentials"][number], title: string): string => {
  const what = firstWords(description) ?? `To do: where users find it in ${title}.`
  return scheme === "Basic" ? `User name and password, separated by a colon. ${what}` : what
}

/** The code for the value on the wire: as given or, for HTTP basic, in base64. */
const sent = ({ key, scheme }: Slice["credentials"][number]): string =>
  scheme === "Basic" ? `${key}: Redacted.make(base64(Redacted.value(${key})))` : key

export const serviceFile = ({ name, service, title }: Slice): string => `\
/** The service that every ${title} operation needs, without its layers. */
import type { Vendor } from "@salesbridge/core"
import * as Context from "effect/Context"

/** ${title} with one set of credentials. */
export class ${service} extends Context.Service<${service}, Vendor.Vendor>()(${quoted(`@salesbridge/${name}/${service}`)}) {}
`

const base64 = `
const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)))
`

export const layers = (slice: Slice): string => {
  const { credentials, name, service, title } = slice
  const keys = credentialNames(slice)
  const basic = credentials.some(({ scheme }) => scheme === "Basic")
  const variables = keys.map((_) => `\`${Names.variable(name, _)}\``)
  const options = [...keys, "...options"].join(", ")
  const given = credentials.map(sent).join(", ")
  const from = [...variables, `for another address, \`${Names.variable(name, "baseUrl")}\``].join(" and, ")
  return `\
/** ${title} as a service, with its layers. */
import { type Catalog, Vendor, VendorConfig } from "@salesbridge/core"
import * as Layer from "effect/Layer"
${keys.length === 0 ? "" : `import ${basic ? "" : "type "}* as Redacted from "effect/Redacted"\n`}import { definition } from "./Definition.ts"
import type * as resources from "./resources.ts"
import * as Service from "./Service.ts"

/** The id of an operation. */
export type OperationId = Catalog.IdOf<typeof resources>

/** ${keys.length === 0 ? "Settings" : "Credentials and settings"}. */
export interface Options extends Vendor.Options<OperationId> {${credentials
    .map((_) => `\n${comment(keyDoc(_, title), "  ")}\n  readonly ${_.key}: Redacted.Redacted`)
    .join("")}${keys.length === 0 ? "}" : "\n}"}
${basic ? base64 : ""}
/**
 * ${title}${keys.length === 0 ? "" : " with one set of credentials"}. It needs an \`HttpClient\`, so the application chooses the transport:
 *
 * \`\`\`ts
 * ${service}.layer(${keys.length === 0 ? "{}" : `{ ${keys.join(", ")} }`}).pipe(Layer.provide(NodeHttpClient.layerUndici))
 * \`\`\`
 */
export class ${service} extends Service.${service} {
  /** ${title} with these ${keys.length === 0 ? "settings" : "credentials"}. */
  static readonly layer = (${keys.length === 0 ? "options: Options = {}" : `{ ${options} }: Options`}) =>
    Layer.effect(Service.${service}, Vendor.make(definition, {${given === "" ? "" : ` ${given} `}}, options))

${comment(`${title} ${keys.length === 0 ? "" : "with credentials "}from configuration: ${from}. A \`baseUrl\` in the options takes precedence.`, "  ")}
  static readonly layerConfigWith = VendorConfig.layerWith(definition, ${service}.layer)

  /** {@link ${service}.layerConfigWith} without options. */
  static readonly layerConfig = ${service}.layerConfigWith()
}
`
}

const question: Readonly<Record<Operation["safety"], string>> = {
  safe: "does it only read?",
  idempotent: "does sending it twice have the same effect as once?",
  unsafe: "can sending it twice have its effect twice?"
}

export const resource = (slice: Slice, { description, module, operations }: Resource): string => {
  const names = new Set(operations.map(({ name }) => name))
  // This module may contain a function with the method's own name.
  const declare = (method: string) => {
    const own = method === "delete" ? "del" : method
    if (!names.has(own)) return own
    return own === "get" && !names.has("read") ? "read" : `declare${Names.pascal(own)}`
  }
  const fields = operations.flatMap(fieldsOf)
  const methods = [...new Set(operations.map(({ method }) => method))].map((_) => {
    const own = _ === "delete" ? "del" : _
    return own === declare(_) ? own : `${own} as ${declare(_)}`
  })
  const imported = [...methods, ...(operations.some(takesInput) ? ["type InputOf"] : [])].toSorted(alphabetically)
  const uses = (text: string) => fields.some(({ schema }) => schema.includes(text))
  const errorsUsed = [...new Set(operations.flatMap((_) => _.errors))].toSorted()
  const idsUsed = slice.ids.map(({ name }) => name).filter((name) => fields.some(({ schema }) => schema === name))
  const left = operations.some(isLeft)
  const schema =
    uses("Schema.") || fields.some(({ required }) => !required) || operations.some(({ answers }) => !answers)
  const imports = [
    ...(schema ? ['import * as Schema from "effect/Schema"'] : []),
    ...(errorsUsed.length > 0 ? [`import { ${errorsUsed.join(", ")} } from "../Errors.ts"`] : []),
    ...(idsUsed.length > 0 ? [`import { ${idsUsed.join(", ")} } from "../Ids.ts"`] : []),
    `import { ${imported.join(", ")} } from "../Operation.ts"`,
    `import { guessed${left ? ", toDo" : ""} } from "../ToDo.ts"`
  ]
  return `\
${comment(firstWords(description) ?? `${module}.`)}
${imports.join("\n")}

${operations.map((_) => declaration(_, declare(_.method))).join("\n")}`
}

const declaration = (operation: Operation, declare: string): string => {
  const { answers, credentials, description, errors, fields, id, name, path, safety, sends, source } = operation
  const record = (fields: ReadonlyArray<Field>) =>
    `{${fields
      .map((_) => {
        const doc = firstWords(_.description)
        const schema = _.required ? _.schema : `Schema.optional(${_.schema})`
        const line = key(_.name) === schema ? schema : `${key(_.name)}: ${schema}`
        const lint =
          _.name === "then" ? "    // oxlint-disable-next-line unicorn/no-thenable -- the vendor's name\n" : ""
        return `\n${doc === undefined ? "" : `${comment(doc, "    ")}\n`}${lint}    ${line}`
      })
      .join(",")}\n  }`
  const place = (name: string, fields: ReadonlyArray<Field>) =>
    fields.length === 0 ? [] : [`${name}: ${record(fields)}`]
  const asked = `${id}: do its inputs and statuses match the API reference, and ${question[safety]}`
  const options = [
    `id: ${quoted(id)}`,
    `source: ${quoted(source)}`,
    ...place("path", fields.path),
    ...place("query", fields.query),
    ...place("headers", fields.headers),
    ...(sends === "unknown" ? [`body: toDo(${quoted(`the body of ${id}`)}).fields`] : []),
    ...(sends === "fields" && fields.body.length === 0 ? ["constantBody: {}"] : place("body", fields.body)),
    `success: ${answers ? `toDo(${quoted(`the answer of ${id}`)})` : "Schema.Void"}`,
    ...(errors.length === 0 ? [] : [`errors: [${errors.join(", ")}]`]),
    `safety: guessed(${quoted(safety)}, ${quoted(asked)})`,
    ...(credentials === undefined ? [] : [`credentials: ${quoted(credentials)}`])
  ]
  const input = `${Names.pascal(name)}Input`
  const doc = [firstWords(description), `API reference: ${quoted(source)}.`].filter((_) => _ !== undefined).join(" ")
  return `${comment(doc)}
export const ${name} = ${declare}${takesInput(operation) ? `<${input}>()` : ""}(${quoted(path)}, {
  ${options.join(",\n  ")}
})
${takesInput(operation) ? `export interface ${input} extends InputOf<typeof ${name}> {}\n` : ""}`
}

/** Whether an operation takes any input. */
const takesInput = ({ fields, sends }: Operation): boolean =>
  sends === "unknown" || Object.values(fields).some((_) => _.length > 0)

const alphabetically = (one: string, other: string): number =>
  one.replace(/^type /, "").toLowerCase() < other.replace(/^type /, "").toLowerCase() ? -1 : 1

export const resources = ({ resources }: Slice): string => `\
/** The resources in alphabetical order. Index, catalog, promise client and subpaths derive from this list. */
${resources.map(({ module }) => `export * as ${module} from "./resources/${module}.ts"\n`).join("")}`

export const catalog = ({ missing, operations, reference, resources, title }: Slice): string => {
  const order = [...new Set(operations.map(({ module }) => module))]
  const isAlphabetical = order.every((module, index) => module === resources[index]!.module)
  return `\
/** Every ${title} operation by resource, in the order of the API reference. */
import { Catalog } from "@salesbridge/core"
import * as resources from "./resources.ts"
import { guessed } from "./ToDo.ts"

export { definition } from "./Definition.ts"

/** The sources of the operations, and the operations of these sources that the package does not have. */
export const coverage: Catalog.Coverage = {
  lookedAt: ${quoted(new Date().toISOString().slice(0, 10))},
  sources: [guessed(${quoted(reference)}, "from which API reference are the operations?")],
  missing: [${missing.map(absent).join(", ")}]
}

/** An operation of the catalog. */
export type CatalogOperation = Catalog.OperationOf<typeof resources>

export const catalog: ReadonlyArray<CatalogOperation> = Catalog.make(resources${isAlphabetical ? "" : `, ${quoted(order)}`})
`
}

const absent = ({ what, why }: Slice["missing"][number]): string => {
  const reason =
    why === undefined ? `guessed("it was left out", ${quoted(`${what}: why is it left out?`)})` : quoted(why)
  return `{ what: ${quoted(what)}, why: ${reason} }`
}

export const index = (slice: Slice): string => {
  const { errors, ids, resources, service, title } = slice
  const lines = [
    'export * from "./resources.ts"',
    'export { definition } from "./Definition.ts"',
    ...(errors.length > 0 ? ['export * from "./Errors.ts"'] : []),
    ...(ids.length > 0 ? ['export * from "./Ids.ts"'] : []),
    'export { request } from "./Operation.ts"',
    `export { type Options, ${service} } from "./${service}.ts"`
  ]
  const from = (line: string) => line.slice(line.lastIndexOf(" "))
  const nouns = resources.map(({ module }) => Names.sentence(module).toLowerCase())
  const content = nouns.length > 20 ? `${nouns.length} resources` : nouns.join(", ")
  return `\
${comment(`${title}: ${content}.`)}
${lines.toSorted((a, b) => (from(a) < from(b) ? -1 : 1)).join("\n")}
// Without these, TypeScript could not emit the declarations of applications that export effects.
export type { ${service} as ${service}Service } from "./Service.ts"
export type * from "@salesbridge/core/declarations"
`
}

export const promise = (slice: Slice): string => {
  const { credentials, errors, service, title } = slice
  const keys = credentialNames(slice)
  const secrets = keys.map((_) => `${_}: PromiseClient.secret(${quoted(_)}, ${_})`).join(", ")
  const settings = keys.length === 0 ? "settings" : "{ ...settings, ...credentials }"
  return `\
/** ${title} for applications without Effect: the same operations as functions that return promises. */
import { PromiseClient } from "@salesbridge/core/promise"
import { definition } from "./Definition.ts"
import { request } from "./Operation.ts"
import { type OperationId, ${service} } from "./${service}.ts"
import * as resources from "./resources.ts"

export * from "@salesbridge/core/promise"
${errors.length > 0 ? 'export * from "./Errors.ts"\n' : ""}export type * from "./index.ts"

/** ${keys.length === 0 ? "Settings" : "Credentials and settings"}. */
export interface Options extends PromiseClient.Options<OperationId> {${credentials
    .map((_) => `\n${comment(keyDoc(_, title), "  ")}\n  readonly ${_.key}: PromiseClient.Secret`)
    .join("")}${keys.length === 0 ? "}" : "\n}"}

/** A client of ${title}${keys.length === 0 ? "" : " with one set of credentials"}. Close it after use. */
export interface ${service}Client extends PromiseClient.Client<typeof resources> {}

/** Creates a client${
    keys.length === 0
      ? ". Nothing is sent before the first call."
      : " with these credentials. Throws a `TypeError` if one is missing. Nothing is sent before the first call."
  } */
export const create${service} = (${keys.length === 0 ? "options: Options = {}" : `{ ${[...keys, "...options"].join(", ")} }: Options`}): ${service}Client => {
  ${keys.length === 0 ? "" : `const credentials = { ${secrets} }\n  `}const connection = PromiseClient.connect(definition.name, options, (settings) =>
    ${service}.layer(${settings})
  )
  return PromiseClient.make(connection, request, resources)
}
`
}
