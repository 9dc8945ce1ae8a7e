/** All information about a vendor: its catalog, the comments in its sources, its specification and its tolerances. */
import * as Description from "@salesbridge/cli/Description"
import * as Documentation from "@salesbridge/cli/Documentation"
import {
  type Catalog,
  type Operation,
  type Vendor as CoreVendor,
  VendorConfig,
  type VendorError
} from "@salesbridge/core"
import type * as Markdown from "./Markdown.ts"
import { document } from "./Page.ts"
import { has, load, manifest, type Manifest, port } from "./Repository.ts"
import { type Declaration, declared, docOfValue, mentioned, module, type Module, properties } from "./Source.ts"
import { type Described, specification, type Specification } from "./Specification.ts"
import * as TypeWords from "./TypeWords.ts"

/** A field of an operation's input, or of a record. */
export interface Field extends TypeWords.Field {
  /** Its doc comment, or that of the kind of value that it refers to. */
  readonly doc: string
}

/** An export of a resource in addition to its operations: a function, or a stream made from an operation. */
export interface Companion {
  /** For example `People.stream`. */
  readonly names: ReadonlyArray<string>
  readonly doc: string
}

/** A kind of object in responses. */
export interface Record {
  readonly name: string
  readonly doc: string
  readonly fields: ReadonlyArray<Field>
}

export interface Call {
  readonly operation: Operation.Any
  readonly description: Description.Description
  /** Its descriptions in the specification: the operation itself, then its alternatives. */
  readonly described: ReadonlyArray<Described>
  /** For example `Campaigns.start`. */
  readonly name: string
  readonly resource: string
  /** Its doc comment, without the title in the API reference. */
  readonly doc: string
  /** Its title in the vendor's API reference; undefined for an operation from another source. */
  readonly title: string | undefined
  readonly inputs: ReadonlyArray<Field>
  /** The errors that are specific to some calls. */
  readonly own: ReadonlyArray<VendorError.StatusClass>
  /** The names of the kinds of records in its response. */
  readonly records: ReadonlyArray<string>
  readonly isList: boolean
  /** Streams and helpers made from it. */
  readonly made: ReadonlyArray<Companion>
}

export interface Resource {
  readonly name: string
  readonly doc: string
  readonly calls: ReadonlyArray<Call>
  readonly records: ReadonlyArray<Record>
  /** Functions that are not operations. */
  readonly functions: ReadonlyArray<Companion>
}

export interface Failure {
  readonly type: VendorError.StatusClass
  readonly doc: string
  /** Whether every call can fail with it. */
  readonly common: boolean
  /** The names of the calls that can fail with it. */
  readonly calls: ReadonlyArray<string>
}

/** An error that a helper raises, not a status. */
export interface HelperFailure {
  readonly tag: string
  readonly doc: string
}

export interface Credential {
  readonly name: string
  readonly doc: string
  readonly travels: string
  readonly secret: boolean
  readonly optional: boolean
}

export interface Tolerance {
  readonly operations?: ReadonlyArray<string>
  readonly location: RegExp
  readonly allows: ReadonlyArray<string>
  readonly reason: string
}

export interface Vendor {
  /** The name of its folders. */
  readonly name: string
  /** The vendor's own spelling of its name. */
  readonly title: string
  readonly manifest: Manifest
  readonly definition: CoreVendor.Definition
  /** The sources of its calls and the calls that it lacks, if the package declares them. */
  readonly coverage: Catalog.Coverage | undefined
  /** The doc comment of its definition. */
  readonly doc: string
  readonly readme: Markdown.Document
  readonly resources: ReadonlyArray<Resource>
  readonly calls: ReadonlyArray<Call>
  readonly failures: ReadonlyArray<Failure>
  readonly helperFailures: ReadonlyArray<HelperFailure>
  readonly credentials: ReadonlyArray<Credential>
  /** The environment variables that `layerConfig` reads. */
  readonly variables: ReadonlyArray<string>
  /** The name of the service: `Salesflow` in `Salesflow.layer`. */
  readonly service: string
  /** The title of `request` in the API reference, if it has one. */
  readonly rawTitle: string | undefined
  readonly specification: Specification
  readonly tolerances: ReadonlyArray<Tolerance>
  readonly port: number
}

type Exports = Readonly<{ [name: string]: unknown }>

const isOperation = (value: unknown): value is Operation.Any => typeof value === "function" && "withResponse" in value
const isNamespace = (value: unknown): value is Exports =>
  Object.prototype.toString.call(value) === "[object Module]" && !("default" in (value as object))
const isError = (value: unknown): value is new () => Error =>
  typeof value === "function" && value.prototype instanceof Error

const documented = /\s*API reference: "([^"]+)"\.?/

/** Returns the title in the API reference at the end of a doc comment, which may contain line breaks. */
const titleIn = (doc: string): string | undefined => documented.exec(doc.replaceAll(/\s+/g, " "))?.[1]
const withoutTitle = (doc: string): string => doc.replace(/\s*API\s+reference:\s+"[^"]+"\.?/, "").trim()

/**
 * Returns the doc comments of the fields in a struct or an object. Fields of nested objects are named `outer.inner`.
 */
const docsIn = (
  parts: ReturnType<typeof properties>,
  prefix = "",
  depth = 2
): ReadonlyArray<readonly [string, string]> =>
  parts.flatMap(({ doc, module, name, value }) => {
    const path = `${prefix}${name}`
    const inner = depth > 0 ? docsIn(properties(value, module), `${path}.`, depth - 1) : []
    return [[path, doc || docOfValue(value, module)] as const, ...inner]
  })

const withDocs = (fields: ReadonlyArray<TypeWords.Field>, docs: ReadonlyMap<string, string>): ReadonlyArray<Field> =>
  fields.map((field) => ({ ...field, doc: docs.get(field.name) || field.description }))

/** Returns the properties of the object that declares an operation. */
const optionsOf = (declaration: Declaration): ReturnType<typeof properties> => {
  const options = (declaration.node["arguments"] as ReadonlyArray<Declaration["node"]> | undefined)?.[1]
  return properties(options, declaration.module)
}

/**
 * Returns the inputs of an operation. A field without a doc comment gets the description that the command and agents
 * see.
 */
const inputsOf = (
  { parameters, textOf }: Description.Description,
  declaration: Declaration | undefined
): ReadonlyArray<Field> => {
  const options = declaration === undefined ? [] : optionsOf(declaration)
  const places = options.filter(({ name }) => ["path", "query", "headers", "body"].includes(name))
  const docs = new Map(places.flatMap(({ module, value }) => docsIn(properties(value, module))))
  const fields = parameters.flatMap(({ name, schema }) => TypeWords.fieldOf(name, schema.ast))
  return withDocs(fields, docs).map((field) => ({ ...field, doc: field.doc || textOf(field.name.split(".")) }))
}

/** Returns a record declared by a struct: its fields with their comments. */
const recordOf = (declaration: Declaration, schema: unknown): Record | undefined => {
  const ast = (schema as Operation.Any["success"] | undefined)?.ast
  if (ast === undefined) return undefined
  const fields = TypeWords.fieldsOf(ast)
  if (fields.length === 0) return undefined
  const docs = new Map(docsIn(properties(declaration.node, declaration.module)))
  return { name: declaration.name, doc: declaration.doc, fields: withDocs(fields, docs) }
}

const resourceOf = (
  name: string,
  exports: Exports,
  source: Module,
  catalog: ReadonlyArray<Operation.Any>,
  spec: Specification
): Resource => {
  const elsewhere = Object.keys(exports).filter((member) => !source.declarations.has(member))
  const declarations = [
    ...[...source.declarations.values()].filter((_) => _.name in exports),
    ...elsewhere.flatMap((member) => declared(member, source) ?? [])
  ]
  const { companions, functions } = companionsIn(name, exports, declarations)
  const records = declarations.flatMap((_) => recordOf(_, exports[_.name]) ?? [])
  const documentation = Documentation.of(spec.document)
  const members = new Map(Object.entries(exports).map(([member, value]) => [value, member]))
  const calls = catalog.flatMap((operation): ReadonlyArray<Call> => {
    const member = members.get(operation)
    if (member === undefined) return []
    const declaration = declared(member, source)
    const success = declaration === undefined ? undefined : optionsOf(declaration).find((_) => _.name === "success")
    const mentions = new Set(mentioned(success?.value))
    const full = `${name}.${member}`
    const description = Description.make(operation, full, documentation)
    const call = {
      operation,
      description,
      described: describedIn(spec, operation),
      name: full,
      resource: name,
      doc: withoutTitle(declaration?.doc ?? ""),
      title: titleIn(declaration?.doc ?? ""),
      inputs: inputsOf(description, declaration),
      own: [],
      records: records.filter((record) => mentions.has(record.name)).map((record) => record.name),
      isList: isList(operation),
      made: companions.get(operation) ?? []
    }
    return [call]
  })
  const header = /^\s*\/\*\*([\s\S]*?)\*\//.exec(source.text)?.[1] ?? ""
  const lines = header.split("\n").map((line) => line.replace(/^\s*\* ?/, ""))
  return { name, doc: lines.join("\n").trim(), calls, records, functions }
}

/** Returns a resource's companions by the operation that they are made from, and its other functions. */
const companionsIn = (name: string, exports: Exports, declarations: ReadonlyArray<Declaration>) => {
  const companions = new Map<Operation.Any, Array<Companion>>()
  const functions: Array<Companion> = []
  const seen = new Set<string>()
  for (const { doc, name: member, node, together } of declarations) {
    const value = exports[member]
    if (isOperation(value) || typeof value !== "function" || seen.has(member)) continue
    if (isError(value) || "ast" in value) continue
    const group = together.length > 0 ? together : [member]
    for (const _ of group) seen.add(_)
    const companion = { names: group.map((_) => `${name}.${_}`), doc }
    const from = together.length > 0 ? exports[mentioned(node["arguments"])[0] ?? ""] : undefined
    if (isOperation(from)) companions.set(from, [...(companions.get(from) ?? []), companion])
    else functions.push(companion)
  }
  return { companions, functions }
}

/** Returns the specification's descriptions of an operation: of itself, then of its alternatives. */
const describedIn = ({ operations }: Specification, { id }: Operation.Any): ReadonlyArray<Described> =>
  operations
    .filter(({ alternativeOf, operationIds }) => operationIds.includes(id) || alternativeOf === id)
    .toSorted((a, b) => Number(a.alternativeOf !== undefined) - Number(b.alternativeOf !== undefined))

const isList = ({ success }: Operation.Any): boolean => {
  if (TypeWords.typeOf(success.ast).startsWith("list of")) return true
  return TypeWords.fieldsOf(success.ast, 0).some(({ name, type }) => name === "data" && type.startsWith("list of"))
}

/** Returns the doc comments of an interface's members. */
const membersOf = (name: string, inside: Module): ReadonlyMap<string, string> => {
  const found = declared(name, inside)
  const members = (found?.node["body"]?.body ?? []) as ReadonlyArray<Declaration["node"]>
  return new Map(members.map((member) => [String(member["key"]?.name), found?.module.docBefore(member) ?? ""]))
}

const travels = ({ in: place, name, scheme }: CoreVendor.Credential): string => {
  const where = place === "query" ? `query parameter \`${name}\`` : `header \`${name}\``
  return scheme === undefined ? where : `${where}, after \`${scheme}\``
}

/** Returns the modules that a module exports as namespaces, directly or through other modules. */
const namespacesOf = ({ all, namespaces }: Module): ReadonlyMap<string, string> =>
  new Map([...namespaces, ...all.flatMap((path) => [...namespacesOf(module(path))])])

/** The parts of a package. */
interface Package {
  readonly folder: string
  readonly exports: Exports
  readonly index: Module
  readonly catalog: ReadonlyArray<Operation.Any>
  readonly spec: Specification
}

/** Returns the resources of a package that have calls, and their calls in the catalog's order. */
const callsOf = ({ catalog, exports, folder, index, spec }: Package, common: ReadonlySet<VendorError.StatusClass>) => {
  const namespaces = namespacesOf(index)
  const complete = (call: Call): Call => ({ ...call, own: call.operation.errors.filter((_) => !common.has(_)) })
  const resources = Object.entries(exports)
    .filter((entry): entry is [string, Exports] => isNamespace(entry[1]) && namespaces.has(entry[0]))
    .map(([key, value]) => resourceOf(key, value, module(namespaces.get(key)!), catalog, spec))
    .map((resource) => ({ ...resource, calls: resource.calls.map(complete) }))
  const calls = resources
    .flatMap((resource) => resource.calls)
    .toSorted((a, b) => catalog.indexOf(a.operation) - catalog.indexOf(b.operation))
  const missing = catalog.find((operation) => !calls.some((call) => call.operation === operation))
  if (missing !== undefined) throw new Error(`${folder}: no module that index.ts exports has ${missing.id}`)
  return { calls, resources: resources.filter(({ calls, functions }) => calls.length > 0 || functions.length > 0) }
}

const serviceOf = ({ exports, folder }: Package): string => {
  const service = Object.keys(exports).find((key) => {
    const value = exports[key]
    return typeof value === "function" && "layer" in value && "layerConfig" in value
  })
  if (service === undefined) throw new Error(`${folder}: index.ts exports no service with layer and layerConfig`)
  return service
}

const credentialsOf = (
  { credentials }: CoreVendor.Definition,
  service: string,
  index: Module
): ReadonlyArray<Credential> => {
  const source = declared(service, index)?.module
  const docs = source === undefined ? new Map<string, string>() : membersOf("Options", source)
  return Object.entries(credentials).map(([key, credential]) => ({
    name: key,
    doc: docs.get(key) ?? "",
    travels: travels(credential),
    secret: credential.secret !== false,
    optional: credential.optional === true
  }))
}

const readVendor = async (name: string): Promise<Vendor> => {
  const folder = `packages/${name}`
  const { catalog, coverage, definition } = (await load(`${folder}/src/catalog.ts`)) as {
    readonly catalog: ReadonlyArray<Operation.Any>
    readonly coverage?: Catalog.Coverage
    readonly definition: CoreVendor.Definition
  }
  const exports = await load(`${folder}/src/index.ts`)
  const spec = specification(name)
  const index = module(`${folder}/src/index.ts`)
  const parts = { folder, exports, index, catalog, spec }
  const docOf = (name: string) => declared(name, index)?.doc ?? ""

  const types = [...new Map(catalog.flatMap(({ errors }) => errors).map((type) => [type.tag, type])).values()]
  const common = new Set(types.filter((type) => catalog.every(({ errors }) => errors.includes(type))))
  const { calls, resources } = callsOf(parts, common)
  const failures = types.map((type): Failure => {
    const meets = calls.filter(({ operation }) => operation.errors.includes(type))
    return { type, common: common.has(type), doc: docOf(type.tag), calls: meets.map((call) => call.name) }
  })
  const helperFailures = Object.entries(exports).flatMap(([tag, value]): ReadonlyArray<HelperFailure> =>
    isError(value) && !("detailsSchema" in value) ? [{ tag, doc: docOf(tag) }] : []
  )
  const service = serviceOf(parts)
  const readme = document(`${folder}/README.md`)
  const variables = VendorConfig.variables(definition)
  const tolerances = `contracts/${name}/src/tolerances.ts`
  return {
    name,
    title: /^(.+?) for \[Effect\]/.exec(readme.intro)?.[1] ?? service,
    manifest: manifest(folder),
    definition,
    coverage,
    doc: module(`${folder}/src/Definition.ts`).declarations.get("definition")?.doc ?? "",
    readme,
    resources,
    calls,
    failures,
    helperFailures,
    credentials: credentialsOf(definition, service, index),
    variables: [...Object.values(variables.credentials), variables.baseUrl],
    service,
    rawTitle: titleIn(docOf("request")),
    specification: spec,
    tolerances: has(tolerances) ? ((await load(tolerances))["tolerances"] as ReadonlyArray<Tolerance>) : [],
    port: port(name)
  }
}

const known = new Map<string, Promise<Vendor>>()

/** Reads a vendor by the name of its folders. */
export const vendor = (name: string): Promise<Vendor> => {
  const found = known.get(name) ?? readVendor(name)
  known.set(name, found)
  return found
}
