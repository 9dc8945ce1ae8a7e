/** The files of `packages/<vendor>`. */
import * as Names from "./Names.ts"
import type { Sister } from "./Sister.ts"
import type { Field, Operation, Resource, Slice } from "./Slice.ts"

/** Texts by their paths from the workspace's root. */
export type Files = ReadonlyMap<string, string>

type CategoryOf = (status: number) => string

const quoted = (value: unknown) => JSON.stringify(value)
const key = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name))
const member = (of: string, name: string) =>
  /^[A-Za-z_$][\w$]*$/.test(name) ? `${of}.${name}` : `${of}[${quoted(name)}]`

/** The first words of what a specification says, fit for a comment. */
const said = (text: string | undefined): string | undefined => {
  const line = text
    ?.split(/\n\s*\n/)[0]
    ?.replaceAll(/\s+/g, " ")
    .replaceAll("*/", "*\\/")
    .trim()
  if (line === undefined || line === "") return undefined
  const short = line.length <= 300 ? line : `${line.slice(0, 300).replace(/\s\S*$/, "")} ...`
  return /[.!?…]$/.test(short) ? short : `${short}.`
}

const wrapped = (text: string, width: number): ReadonlyArray<string> => {
  const lines: Array<string> = []
  for (const word of text.split(" ")) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** Prose in lines. */
export const paragraph = (text: string): string => wrapped(text, 118).join("\n")

const comment = (text: string, indent = ""): string =>
  text.length + indent.length <= 112
    ? `${indent}/** ${text} */`
    : [`${indent}/**`, ...wrapped(text, 114 - indent.length).map((_) => `${indent} * ${_}`), `${indent} */`].join("\n")

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`

export const packageFiles = (slice: Slice, sister: Sister, categoryOf: CategoryOf): Files => {
  const { name, resources, service } = slice
  const at = (path: string) => `packages/${name}/${path}`
  const same = ["LICENSE", "tsconfig.json", "tsconfig.build.json", "vitest.config.ts"].flatMap((path) => {
    const text = sister.file(`packages/<vendor>/${path}`)
    return text === undefined ? [] : [[at(path), text] as const]
  })
  return new Map([
    [at("package.json"), manifest(slice, sister)],
    ...same,
    [at("README.md"), readme(slice, categoryOf)],
    [at("src/Definition.ts"), definition(slice)],
    [at("src/Operation.ts"), operation(slice)],
    ...(slice.errors.length > 0 ? [[at("src/Errors.ts"), errors(slice)] as const] : []),
    ...(slice.ids.length > 0 ? [[at("src/Ids.ts"), ids(slice)] as const] : []),
    [at("src/ToDo.ts"), toDo(slice)],
    [at(`src/${service}.ts`), serviceFile(slice)],
    ...resources.map((_) => [at(`src/${_.module}.ts`), resource(slice, _)] as const),
    [at("src/catalog.ts"), catalog(slice)],
    [at("src/index.ts"), index(slice)],
    [at("src/promise.ts"), promise(slice)],
    [at("src/catalog.test.ts"), catalogTest(slice)],
    [at("src/README.test.ts"), readmeTest(slice)],
    [at("src/promise.test.ts"), promiseTest(slice)],
    [at("src/statuses.test.ts"), statusesTest(slice)],
    [at("test/example.ts"), example(slice)],
    [at("test/promiseExample.ts"), promiseExample(slice)]
  ])
}

const manifest = ({ name, operations, resources, title }: Slice, sister: Sister): string => {
  const theirs = JSON.parse(sister.file("packages/<vendor>/package.json") ?? "{}") as object
  const entry = (file: string) => ({
    "@salesbridge/source": `./src/${file}.ts`,
    types: `./dist/${file}.d.ts`,
    default: `./dist/${file}.js`
  })
  const subpaths = [...resources.map(({ module }) => module), "catalog", "promise"]
  const made = {
    ...theirs,
    version: "0.0.0",
    description: `${title} for Effect: ${count(operations.length, "call")} with schemas, typed errors and safe retries`,
    keywords: [name, "sales-engagement", "api-client", "effect"],
    exports: {
      ".": entry("index"),
      ...Object.fromEntries(subpaths.map((_) => [`./${_}`, entry(_)])),
      "./package.json": "./package.json"
    },
    dependencies: { "@salesbridge/core": coreRange(theirs) }
  }
  return `${JSON.stringify(made, null, 2)}\n`
}

const coreRange = (manifest: { readonly dependencies?: Record<string, string> }): string =>
  manifest.dependencies?.["@salesbridge/core"] ?? "^0.0.0"

const definition = ({ credentials, name, operations, origin, title }: Slice): string => `\
/** What is known of ${title} as a whole. */
import type { Vendor } from "@salesbridge/core"

/** The ids of the operations, in the order of the document. */
const operations = ${quoted(operations.map(({ id }) => id))} as const

/** The id of an operation, such as \`${operations[0]!.id}\`. */
export type OperationId = (typeof operations)[number]

/**
 * ${title}: one host, and ${credentials.length === 0 ? "no credentials" : credentials.map(wire).join(" and ")}.
 * To do: \`limits\`, where the document states a rate limit; otherwise, that it states none.
 */
export const definition: Vendor.Definition = {
  name: ${quoted(name)},
  operations,
  servers: { default: ${quoted(origin)} },
  credentials: {${credentials
    .map((_) => {
      const scheme = _.scheme === undefined ? "" : `, scheme: ${quoted(_.scheme)}`
      return `${key(_.key)}: { in: ${quoted(_.in)}, name: ${quoted(_.name)}${scheme} }`
    })
    .join(", ")}}
}
`

const wire = (_: Slice["credentials"][number]): string => {
  if (_.scheme === "Bearer") return "a bearer token"
  if (_.scheme === "Basic") return "a name and password as HTTP basic authentication"
  return `an API key in the ${_.in === "header" ? "header" : "parameter"} \`${_.name}\``
}

const used = (slice: Slice) =>
  [...new Set(slice.operations.map(({ method }) => method))].toSorted().map((_) => (_ === "delete" ? "delete: del" : _))

const operation = (slice: Slice): string => {
  const { common, service, title } = slice
  const first = slice.operations.find(({ method }) => method === "get") ?? slice.operations[0]!
  const options = common.length === 0 ? "" : `, { errors: [${common.join(", ")}] }`
  const errors = common.length === 0 ? "" : `import { ${common.toSorted().join(", ")} } from "./Errors.ts"\n`
  const what = common.length === 0 ? "under its name" : "under its name, with the errors that every call can meet"
  return `\
/** How ${title}'s operations are declared: ${what}. */
import { Operation } from "@salesbridge/core"
import { definition } from "./Definition.ts"
${errors}import { ${service} } from "./${service}.ts"

const declared = Operation.declare(definition, ${service}${options})

export const { ${used(slice).join(", ")} } = declared

/**
 * Any request to ${title}, also one that has no function here, with the same credentials, quota, retries and errors. The
 * answer's value is its JSON as it came:
 *
 * \`\`\`ts
 * const { value } = yield* request({ method: ${quoted(first.method.toUpperCase())}, path: ${quoted(first.path)} })
 * \`\`\`
 */
export const { request } = declared
`
}

const errors = ({ errors, title }: Slice): string => {
  const left = errors.some(({ details }) => details) ? "guessed, toDo" : "guessed"
  return `\
/** One class for each status that ${title} answers a failure with. What every call can meet beside them is in core. */
import { VendorError } from "@salesbridge/core"
import { ${left} } from "./ToDo.ts"

${errors
  .map(({ description, details, name, status }) => {
    const body = details ? `, details: toDo(${quoted(`the body of a ${status}`)})` : ""
    return `${comment(`${status}: ${said(description)}`)}
export class ${name} extends VendorError.status(${quoted(name)}, {
  status: ${status},
  description: guessed(${quoted(description)}, ${quoted(`${status}: what does the document say that it means?`)})${body}
}) {}
`
  })
  .join("\n")}`
}

const ids = ({ ids, service, title }: Slice): string => `\
/** ${title}'s identifiers, each of its own type so that none stands for another. */
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

const toDo = (slice: Slice): string => {
  const schemas = leftIn(slice)
  const guessed = `\
/** A value that was guessed. Say it without this once the document has answered the question. */
export const guessed = <const Value>(value: Value, _question: string): Value => value
`
  return `\
/**
 * Stands where nobody has read the vendor's document yet. \`npm run contracts -- ${slice.name}\` lists every such place, and
 * fails while there is one. The specification could fill most of them; but then package and specification would agree
 * because one was copied from the other, whatever the vendor does. With the last place, delete this file and
 * \`contracts/${slice.name}/src/todo.test.ts\`.
 */
${
  schemas
    ? `import * as Schema from "effect/Schema"

/** A schema that is yet to be written: an object with a field that no vendor sends, so that contracts fail on it. */
export const toDo = <const What extends string>(what: What) =>
  Schema.Struct({ [\`to do: \${what}\`]: Schema.String } as { readonly [_ in \`to do: \${What}\`]: typeof Schema.String })

`
    : ""
}${guessed}`
}

const leftIn = ({ errors, operations }: Slice): boolean =>
  errors.some(({ details }) => details) ||
  operations.some((_) => _.answers || fieldsOf(_).some(({ schema }) => schema.includes("toDo(")))

const fieldsOf = ({ fields }: Operation): ReadonlyArray<Field> => [
  ...new Map([...fields.path, ...fields.query, ...fields.headers, ...fields.body].map((_) => [_.name, _])).values()
]

const keyDoc = ({ description, scheme }: Slice["credentials"][number], title: string): string => {
  const what = said(description) ?? `To do: where in ${title} a user finds it.`
  return scheme === "Basic" ? `User name and password with a colon between them. ${what}` : what
}

const keysOf = ({ credentials }: Slice) => credentials.map((_) => _.key)

/** What goes on the wire: as given or, for HTTP basic, in base64. */
const sent = ({ key, scheme }: Slice["credentials"][number]): string =>
  scheme === "Basic" ? `${key}: Redacted.make(base64(Redacted.value(${key})))` : key

const serviceFile = (slice: Slice): string => {
  const { credentials, name, service, title } = slice
  const keys = keysOf(slice)
  const basic = credentials.some(({ scheme }) => scheme === "Basic")
  const variables = keys.map((_) => Names.variable(name, _))
  const baseUrl = Names.variable(name, "baseUrl")
  const options = [...keys, "...options"].join(", ")
  const given = credentials.map(sent).join(", ")
  const from = [...variables.map((_) => `\`${_}\``), `where it is not the vendor itself, \`${baseUrl}\``].join(" and, ")
  return `\
/** The service that every ${title} operation needs, and the layers that provide it. */
import { Vendor } from "@salesbridge/core"
import * as Config from "effect/Config"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
${keys.length === 0 ? "" : 'import * as Redacted from "effect/Redacted"\n'}import { definition, type OperationId } from "./Definition.ts"

/** ${keys.length === 0 ? "Settings" : "Credentials and settings"}. */
export interface Options extends Vendor.Options<OperationId> {${credentials
    .map((_) => `\n${comment(keyDoc(_, title), "  ")}\n  readonly ${_.key}: Redacted.Redacted`)
    .join("")}${keys.length === 0 ? "}" : "\n}"}
${
  basic
    ? `
const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)))
`
    : ""
}
/**
 * ${title}${keys.length === 0 ? "" : " with one set of credentials"}. It needs an \`HttpClient\`, so the application chooses the transport:
 *
 * \`\`\`ts
 * ${service}.layer(${keys.length === 0 ? "{}" : `{ ${keys.join(", ")} }`}).pipe(Layer.provide(NodeHttpClient.layerUndici))
 * \`\`\`
 */
export class ${service} extends Context.Service<${service}, Vendor.Vendor>()(${quoted(`@salesbridge/${name}/${service}`)}) {
  /** ${title} with these ${keys.length === 0 ? "settings" : "credentials"}. */
  static readonly layer = (${keys.length === 0 ? "options: Options = {}" : `{ ${options} }: Options`}) =>
    Layer.effect(${service}, Vendor.make(definition, {${given === "" ? "" : ` ${given} `}}, options))

${comment(`${title} from configuration: ${from}. A \`baseUrl\` given here wins.`, "  ")}
  static readonly layerConfigWith = (options: Vendor.Options<OperationId> = {}) =>
    Layer.unwrap(
      Effect.gen(function* () {
${keys.map((_, index) => `        const ${_} = yield* Config.NonEmptyString(${quoted(variables[index])})\n`).join("")}\
        const baseUrl = yield* Config.String(${quoted(baseUrl)}).pipe(Config.withDefault(""))
        return ${service}.layer({
          ...options,
${keys.map((_) => `          ${_}: Redacted.make(${_}),\n`).join("")}\
          baseUrl: options.baseUrl ?? (baseUrl === "" ? undefined : baseUrl)
        })
      })
    )

  /** {@link ${service}.layerConfigWith} without settings. */
  static readonly layerConfig = ${service}.layerConfigWith()
}
`
}

const question: Readonly<Record<Operation["safety"], string>> = {
  safe: "does it only read?",
  idempotent: "is sending it twice the same as once?",
  unsafe: "may sending it twice do something twice?"
}

const resource = (slice: Slice, { description, module, operations }: Resource): string => {
  const names = new Set(operations.map(({ name }) => name))
  // A function of this module may have the name of the method's own.
  const declare = (method: string) => {
    const own = method === "delete" ? "del" : method
    if (!names.has(own)) return own
    return own === "get" && !names.has("read") ? "read" : `declare${Names.pascal(own)}`
  }
  const fields = operations.flatMap(fieldsOf)
  const methods = [...new Set(operations.map(({ method }) => method))]
    .map((_) => {
      const own = _ === "delete" ? "del" : _
      return own === declare(_) ? own : `${own} as ${declare(_)}`
    })
    .toSorted()
  const uses = (text: string) => fields.some(({ schema }) => schema.includes(text))
  const errorsUsed = [...new Set(operations.flatMap((_) => _.errors))].toSorted()
  const idsUsed = slice.ids.map(({ name }) => name).filter((name) => fields.some(({ schema }) => schema === name))
  const left = operations.some(({ answers }) => answers) || uses("toDo(")
  const schema =
    uses("Schema.") || fields.some(({ required }) => !required) || operations.some(({ answers }) => !answers)
  const imports = [
    ...(schema ? ['import * as Schema from "effect/Schema"'] : []),
    ...(errorsUsed.length > 0 ? [`import { ${errorsUsed.join(", ")} } from "./Errors.ts"`] : []),
    ...(idsUsed.length > 0 ? [`import { ${idsUsed.join(", ")} } from "./Ids.ts"`] : []),
    `import { ${methods.join(", ")} } from "./Operation.ts"`,
    `import { guessed${left ? ", toDo" : ""} } from "./ToDo.ts"`
  ]
  return `\
/** ${said(description) ?? `${module}.`} */
${imports.join("\n")}

${operations.map((_) => declaration(_, declare(_.method))).join("\n")}`
}

const declaration = (operation: Operation, declare: string): string => {
  const { answers, credentials, description, errors, fields, id, name, path, safety, sends, source } = operation
  const record = (fields: ReadonlyArray<Field>) =>
    `{${fields
      .map((_) => {
        const doc = said(_.description)
        const schema = _.required ? _.schema : `Schema.optional(${_.schema})`
        const line = key(_.name) === schema ? schema : `${key(_.name)}: ${schema}`
        return `\n${doc === undefined ? "" : `${comment(doc, "    ")}\n`}    ${line}`
      })
      .join(",")}\n  }`
  const place = (name: string, fields: ReadonlyArray<Field>) =>
    fields.length === 0 ? [] : [`${name}: ${record(fields)}`]
  const asked = `${id}: are its inputs and statuses those of the document, and ${question[safety]}`
  const options = [
    `id: ${quoted(id)}`,
    `source: ${quoted(source)}`,
    ...place("path", fields.path),
    ...place("query", fields.query),
    ...place("headers", fields.headers),
    ...(sends ? (fields.body.length === 0 ? ["constantBody: {}"] : place("body", fields.body)) : []),
    `success: ${answers ? `toDo(${quoted(`the answer of ${id}`)})` : "Schema.Void"}`,
    ...(errors.length === 0 ? [] : [`errors: [${errors.join(", ")}]`]),
    `safety: guessed(${quoted(safety)}, ${quoted(asked)})`,
    ...(credentials === undefined ? [] : [`credentials: ${quoted(credentials)}`])
  ]
  const doc = [said(description), `Document: ${quoted(source)}.`].filter((_) => _ !== undefined).join(" ")
  return `${comment(doc)}
export const ${name} = ${declare}(${quoted(path)}, {
  ${options.join(",\n  ")}
})
`
}

const importsOf = ({ resources }: Slice, how: (module: string) => string) => resources.map(({ module }) => how(module))

const catalog = (slice: Slice): string => `\
/** Every ${slice.title} operation, in the order of the vendor's document. */
${importsOf(slice, (_) => `import * as ${_} from "./${_}.ts"`).join("\n")}

export { definition } from "./Definition.ts"

export const catalog = [${slice.operations.map((_) => `${_.module}.${_.name}`).join(", ")}] as const
`

const index = (slice: Slice): string => {
  const { errors, ids, service, title } = slice
  const lines = [
    ...importsOf(slice, (_) => `export * as ${_} from "./${_}.ts"`),
    'export { definition } from "./Definition.ts"',
    ...(errors.length > 0 ? ['export * from "./Errors.ts"'] : []),
    ...(ids.length > 0 ? ['export * from "./Ids.ts"'] : []),
    'export { request } from "./Operation.ts"',
    `export { type Options, ${service} } from "./${service}.ts"`
  ]
  const from = (line: string) => line.slice(line.lastIndexOf(" "))
  const nouns = slice.resources.map(({ module }) => Names.sentence(module).toLowerCase()).join(", ")
  return `/** ${title}: ${nouns}. */\n${lines.toSorted((a, b) => (from(a) < from(b) ? -1 : 1)).join("\n")}\n`
}

const promise = (slice: Slice): string => {
  const { credentials, errors, resources, service, title } = slice
  const keys = keysOf(slice)
  const imports = [
    ...importsOf(slice, (_) => `import * as ${_} from "./${_}.ts"`),
    'import { definition, type OperationId } from "./Definition.ts"',
    'import { request } from "./Operation.ts"',
    `import { ${service} } from "./${service}.ts"`
  ].toSorted((a, b) => (a.slice(a.lastIndexOf(" ")) < b.slice(b.lastIndexOf(" ")) ? -1 : 1))
  const secrets = keys.map((_) => `${_}: PromiseClient.secret(${quoted(_)}, ${_})`).join(", ")
  const settings = keys.length === 0 ? "settings" : "{ ...settings, ...credentials }"
  return `\
/** ${title} for those who do not write Effect: the same operations as functions that return promises. */
import { PromiseClient } from "@salesbridge/core/promise"
${imports.join("\n")}

export {
  ClientClosed,
  CredentialsUnavailable,
  InvalidInput,
  NetworkError,
  QuotaExceeded,
  QuotaUnavailable,
  RequestTimeout,
  UnexpectedResponse,
  UnexpectedStatus
} from "@salesbridge/core/promise"
export type { Answer, CallOptions, Method, Module } from "@salesbridge/core/promise"
${errors.length > 0 ? 'export * from "./Errors.ts"\n' : ""}export type * from "./index.ts"

/** ${keys.length === 0 ? "Settings" : "Credentials and settings"}. */
export interface Options extends PromiseClient.Options<OperationId> {${credentials
    .map((_) => `\n${comment(keyDoc(_, title), "  ")}\n  readonly ${_.key}: PromiseClient.Secret`)
    .join("")}${keys.length === 0 ? "}" : "\n}"}

const modules = { ${resources.map(({ module }) => module).join(", ")} }

/** ${title}${keys.length === 0 ? "" : " with one set of credentials"}, until it is closed. */
export interface ${service}Client extends PromiseClient.Client<typeof modules> {}

/** ${title}${
    keys.length === 0
      ? ". Nothing is sent before the first call."
      : " with these credentials. Throws a `TypeError` where one is missing; nothing is sent before the first call."
  } */
export const create${service} = (${keys.length === 0 ? "options: Options = {}" : `{ ${[...keys, "...options"].join(", ")} }: Options`}): ${service}Client => {
  ${keys.length === 0 ? "" : `const credentials = { ${secrets} }\n  `}const connection = PromiseClient.connect(definition.name, options, (settings) =>
    ${service}.layer(${settings})
  )
  return PromiseClient.make(connection, request, modules)
}
`
}

/** The operation that examples call: one that reads and needs little. */
const shown = ({ operations }: Slice) => {
  const needs = (_: Operation) => fieldsOf(_).filter(({ required }) => required)
  const cost = (_: Operation) =>
    (_.safety === "safe" ? 0 : 100) + needs(_).length + (needs(_).some(({ left }) => left) ? 50 : 0)
  const found = operations.toSorted((a, b) => cost(a) - cost(b))[0]!
  const input = needs(found).map((_) => `${key(_.name)}: ${quoted(_.sample)}`)
  return { ...found, input: input.length === 0 ? "" : `{ ${input.join(", ")} }` }
}

/** A failure that the example tells: one that the operation documents, else any other. */
const told = (slice: Slice) => {
  const { errors } = shown(slice)
  const own = slice.errors.filter(
    ({ name, status }) => status >= 400 && (errors.includes(name) || slice.common.includes(name))
  )
  const found = own.find(({ status }) => status === 401) ?? own.find(({ status }) => status !== 429 && status < 500)
  return found ?? { name: "UnexpectedStatus", status: 418 }
}

const example = (slice: Slice): string => {
  const { input, module, name } = shown(slice)
  const { name: error } = told(slice)
  const variables = keysOf(slice).map((_) => Names.variable(slice.name, _))
  const mock = `for a mock server, ${Names.variable(slice.name, "baseUrl")}`
  return `\
import { NodeHttpClient, NodeRuntime } from "@effect/platform-node"
import { ${[module, slice.service].toSorted().join(", ")} } from "@salesbridge/${slice.name}"
import { Console, Effect, Layer } from "effect"

const program = Effect.gen(function* () {
  const answer = yield* ${module}.${name}(${input})
  yield* Console.log(JSON.stringify(answer, null, 2))
}).pipe(Effect.catchTag(${quoted(error)}, ({ message }) => Console.log(message)))

// ${variables.length === 0 ? `${mock.charAt(0).toUpperCase()}${mock.slice(1)}` : `${variables.join(", ")} and, ${mock}`}
const layer = ${slice.service}.layerConfig.pipe(Layer.provide(NodeHttpClient.layerUndici))

NodeRuntime.runMain(Effect.provide(program, layer))
`
}

const promiseExample = (slice: Slice): string => {
  const { input, module, name } = shown(slice)
  const { name: error } = told(slice)
  const client = Names.camel(slice.service)
  const settings = [
    ...keysOf(slice).map((_) => `${_}: process.env.${Names.variable(slice.name, _)}!`),
    `baseUrl: process.env.${Names.variable(slice.name, "baseUrl")}`
  ]
  return `\
import { create${slice.service}, ${error} } from "@salesbridge/${slice.name}/promise"

const ${client} = create${slice.service}({ ${settings.join(", ")} })

try {
  const answer = await ${client}.${module}.${name}(${input})
  console.log(JSON.stringify(answer, null, 2))
} catch (error) {
  if (!(error instanceof ${error})) throw error
  console.log(error.message)
} finally {
  await ${client}.close()
}
`
}

const env = (slice: Slice, url: string) =>
  `{ ${[
    ...keysOf(slice).map((_) => `${Names.variable(slice.name, _)}: "secret"`),
    `${Names.variable(slice.name, "baseUrl")}: ${url}`
  ].join(", ")} }`

/** The test of an example: it meets the failure that it tells, so that it holds whatever the answer is. */
const exampleTest = (slice: Slice) => {
  const { id, method } = shown(slice)
  const { status } = told(slice)
  return `
        const { received, url } = yield* Recorder.start(() => ({ status: ${status}, body: {} }))
        const output = yield* runExample(example, ${env(slice, "url")})
        assert.isTrue(output.startsWith(${quoted(`${slice.name} ${id}: ${status} `)}), output)
        assert.deepStrictEqual(
          received.map(({ method }) => method),
          [${quoted(method.toUpperCase())}]
        )`
}

const readmeTest = (slice: Slice): string => `\
import { assert, describe, it } from "@effect/vitest"
import { Recorder, runExample } from "@salesbridge/core/testing"
import * as Effect from "effect/Effect"
import { readFileSync } from "node:fs"
import { catalog } from "./catalog.ts"

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8")
// Without the blanks that align the columns.
const rows = readme.split("\\n").map((line) => line.replaceAll(/ +/g, " "))
const example = new URL("../test/example.ts", import.meta.url)

describe("the README", () => {
  it.live(
    "has an example that runs",
    () =>
      Effect.gen(function* () {
        assert.strictEqual(/\`\`\`ts\\n(.*?)\`\`\`/s.exec(readme)?.[1], readFileSync(example, "utf8"))${exampleTest(slice)}
      }).pipe(Effect.scoped),
    30_000
  )

  it("has a row for every operation, which says whether it is sent again", () => {
    for (const { safety, source } of catalog) {
      const row = rows.find((line) => line.startsWith(\`| \${source} |\`))
      assert.isDefined(row, source)
      assert.isTrue(row.endsWith(\`| \${safety === "unsafe" ? "no" : "yes"} |\`), source)
    }
  })

  it("has a row for every error", () => {
    for (const { category, status, tag } of catalog.flatMap(({ errors }) => errors)) {
      assert.isDefined(
        rows.find((line) => line.startsWith(\`| \${status} | \\\`\${tag}\\\` | \${category} |\`)),
        tag
      )
    }
  })
})
`

const layerOf = (slice: Slice, wrap: (secret: string) => string) =>
  keysOf(slice)
    .map((_) => `${_}: ${wrap(quoted(_))}, `)
    .join("")

const promiseTest = (slice: Slice): string => {
  const { service } = slice
  const keys = keysOf(slice)
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
import { assert, expectTypeOf, it } from "@effect/vitest"
import { promiseMatrix, Recorder, runExample, type Untyped } from "@salesbridge/core/testing"
import * as Effect from "effect/Effect"
${keys.length === 0 ? "" : 'import * as Redacted from "effect/Redacted"\n'}import { readFileSync } from "node:fs"
import { catalog } from "./catalog.ts"
import * as index from "./index.ts"
import * as promise from "./promise.ts"

const settings = { quota: { maxHold: 0 }, retry: false } as const

promiseMatrix({
  catalog,
  index,
  exports: promise,
  layer: (baseUrl) => index.${service}.layer({ ${layerOf(slice, (_) => `Redacted.make(${_})`)}baseUrl, ...settings }),
  client: (baseUrl) => promise.create${service}({ ${layerOf(slice, (_) => _)}baseUrl, ...settings })
})

it("types every operation", () => {
  expectTypeOf<Untyped<typeof index, promise.${service}Client>>().toEqualTypeOf<never>()
})
${missing.join("")}
it.live(
  "has an example in the README that runs",
  () =>
    Effect.gen(function* () {
      const example = new URL("../test/promiseExample.ts", import.meta.url)
      const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8")
      assert.include(readme, \`\\\`\\\`\\\`ts\\n\${readFileSync(example, "utf8")}\\\`\\\`\\\`\`)${exampleTest(slice)}
    }).pipe(Effect.scoped),
  30_000
)
`
}

const statusesTest = (slice: Slice): string => {
  const { service } = slice
  return `\
/** Every documented status of every operation, with every body that may stand under it. */
import { NodeHttpClient } from "@effect/platform-node"
import { statusMatrix } from "@salesbridge/core/testing"
${keysOf(slice).length === 0 ? "" : 'import * as Redacted from "effect/Redacted"\n'}import { catalog } from "./catalog.ts"
import { ${service} } from "./${service}.ts"

statusMatrix({
  catalog,
  layer: (baseUrl) => ${service}.layer({ ${layerOf(slice, (_) => `Redacted.make(${_})`)}baseUrl, quota: { limits: [], maxHold: 0 } }),
  transport: NodeHttpClient.layerUndici
})
`
}

const errorsOf = (slice: Slice, operation: Operation) => [...operation.errors, ...slice.common]

const catalogTest = (slice: Slice): string => {
  const { errors, operations } = slice
  const statusOf = new Map(errors.map(({ name, status }) => [name, `${status} ${name}`]))
  const rows = operations.map((_) => [_.id, _.source, `${_.method.toUpperCase()} ${_.path}`, _.safety])
  const own = operations.map((_) => `${key(_.id)}: ${quoted(errorsOf(slice, _).map((name) => statusOf.get(name)))}`)
  return `\
import { assert, it } from "@effect/vitest"
import { catalog, definition } from "./catalog.ts"

it("has the document's calls in its order", () => {
  assert.deepStrictEqual(
    catalog.map(({ id, method, path, safety, source }) => [id, source, \`\${method} \${path}\`, safety]),
    ${quoted(rows)}
  )
  assert.strictEqual(new Set(catalog.map(({ id }) => id)).size, ${operations.length})
  for (const { vendor } of catalog) assert.strictEqual(vendor, definition.name)
})

it("types the statuses of every call", () => {
  const errors = Object.fromEntries(
    catalog.map(({ errors, id }) => [id, errors.map(({ status, tag }) => \`\${status} \${tag}\`)])
  )
  assert.deepStrictEqual(errors, {${own.join(", ")}})
})

it("has the operations that the definition names, in its order", () => {
  assert.deepStrictEqual(
    catalog.map(({ id }) => id),
    [...(definition.operations ?? [])]
  )
})
`
}

const table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>) =>
  [head, head.map(() => "---"), ...rows].map((_) => `| ${_.join(" | ")} |`).join("\n")

const readme = (slice: Slice, categoryOf: CategoryOf): string => {
  const { common, errors, name, operations, service, title } = slice
  const ticked = (names: ReadonlyArray<string>) => names.map((_) => `\`${_}\``).join(", ")
  const variable = Names.variable(name, "baseUrl")
  const first = operations.find(({ method }) => method === "get") ?? operations[0]!
  const calls = table(
    [
      "In the document",
      "Function",
      "Input",
      ...(errors.length > common.length ? ["Errors beside those"] : []),
      "Sent again"
    ],
    operations.map((_) => [
      _.source,
      `\`${member(_.module, _.name)}\``,
      ticked(fieldsOf(_).map((field) => `${field.name}${field.required ? "" : "?"}`)),
      ...(errors.length > common.length ? [ticked(_.errors)] : []),
      _.safety === "unsafe" ? "no" : "yes"
    ])
  )
  const every =
    common.length === 0
      ? "Every call can fail with what any call of any vendor can meet:"
      : `Every call can fail with ${ticked(common)}, and with what any call of any vendor can meet:`
  return `\
# @salesbridge/${name}

${paragraph(`${title} for [Effect](https://effect.website): ${count(operations.length, "call")} of its API, with schemas, typed errors and retries that never repeat an unsafe call.`)}

To do: name the vendor's document and its version, and what of it is not here.

    npm install @salesbridge/${name} effect @effect/platform-node

\`\`\`ts
${example(slice)}\`\`\`

Offline, point \`${variable}\` at a mock server of \`@salesbridge/mocks\`. Those who do not write Effect have the same
[as promises](#without-effect).

## Operations

${paragraph(`${every} \`InvalidInput\`, \`NetworkError\`, \`RequestTimeout\`, \`QuotaExceeded\`, \`QuotaUnavailable\`, \`UnexpectedStatus\`, \`UnexpectedResponse\`. All have \`_tag\`, \`category\`, \`vendor\`, \`operation\` and, where there was an answer, \`status\` and \`requestId\`. Names of parameters are those of the document.`)}

${calls}

"Sent again: no" means after an answer of 5xx, a time-out or a lost connection; a refused connection or a 429 is tried
again for every call, since it surely had no effect. \`catalog\` from \`@salesbridge/${name}/catalog\` has all of them as data.

A call that has no function here goes through \`request\`, with the same credentials, retries and errors:
\`request({ method: ${quoted(first.method.toUpperCase())}, path: ${quoted(first.path)} })\` gives \`status\`, \`headers\` and \`value\`.
${
  errors.length === 0
    ? ""
    : `
## Errors

${table(
  ["Status", "Class", "Category"],
  errors.map((_) => [String(_.status), `\`${_.name}\``, categoryOf(_.status)])
)}
`
}
## Without Effect

    npm install @salesbridge/${name} effect

\`\`\`ts
${promiseExample(slice)}\`\`\`

\`create${service}\` has the same functions under the same names, from the same definitions: what is said here of inputs,
values, errors, limits and sending again holds. \`effect\` must be installed, but you need not know it.

- **Errors** reject, as instances of the same classes, which \`/promise\` exports. \`instanceof\` and \`_tag\` both tell them
  apart; the stack goes on to where the call was made. \`retryAfter\` is effect's: \`Duration.toMillis\` makes a number of it.
- **Types** of records come from there, too.
- **Options** are the second argument: \`signal\`, \`timeout\`, \`retry\`. \`retry\` is how many times a call may be sent again, 3 by
  default, or \`false\`. An aborted call closes its connection and rejects with the signal's reason.
- **\`.withResponse(input)\`** of an operation gives \`value\` with \`status\`, \`headers\`, \`requestId\` and \`body\`.
- **Transport** is the platform's \`fetch\`, or the \`fetch\` option; nothing in it needs Node. It follows no redirect, which would
  take the credentials along.
- **\`close()\`**, or \`await using\`, ends what is under way; later calls reject with \`ClientClosed\`.

## What the document leaves open

To do: where it is silent or contradicts itself, what was decided, and how a caller changes that.
`
}
