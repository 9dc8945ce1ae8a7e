/** The vendors that can be called: the dependencies that have a catalog. The code names none of them. */
import type { Catalog, Operation, Vendor as Core } from "@salesbridge/core"
import type * as Context from "effect/Context"
import { CommandFailure, ExitCode } from "./CommandFailure.ts"
import * as Description from "./Description.ts"
import * as Documentation from "./Documentation.ts"
import { manifestOf, own } from "./Manifest.ts"
import { closest } from "./Suggestion.ts"

type Namespace = Readonly<Record<string, unknown>>

/** A loaded vendor package. */
export interface Vendor {
  readonly name: string
  readonly definition: Core.Definition
  /** The sources of its calls, and those that it lacks, if the package tells. */
  readonly coverage: Catalog.Coverage | undefined
  /** In the order of the catalog. */
  readonly operations: ReadonlyArray<Description.Description>
  /** The exports of the package's root. */
  readonly exports: Namespace
  /** The service that the package's streams need. */
  readonly service: Context.Key<unknown, Core.Vendor>
}

let found: ReadonlyMap<string, string> | undefined

/** Package names by vendor. */
const packages = (): ReadonlyMap<string, string> => {
  found ??= new Map(
    Object.keys(own.dependencies ?? {})
      .filter((name) => name.startsWith("@salesbridge/") && "./catalog" in (manifestOf(name).exports ?? {}))
      .map((name) => [name.slice(name.indexOf("/") + 1), name])
  )
  return found
}

/** The vendors' names, as commands take them. */
export const names = (): ReadonlyArray<string> => [...packages().keys()]

const isNamespace = (value: unknown): value is Namespace => Object.prototype.toString.call(value) === "[object Module]"

const isService = (value: unknown): value is Vendor["service"] =>
  typeof value === "function" && "layerConfigWith" in value && "key" in value

const loaded = new Map<string, Promise<Vendor>>()

/** Loads a vendor's package. Rejects with a `CommandFailure` if there is no such vendor. */
export const load = (name: string): Promise<Vendor> => {
  const vendor = loaded.get(name) ?? read(name)
  loaded.set(name, vendor)
  return vendor
}

const read = async (name: string): Promise<Vendor> => {
  const specifier = packages().get(name)
  if (specifier === undefined) {
    throw new CommandFailure({
      exitCode: ExitCode.usage,
      message: `there is no vendor "${name}"`,
      hint: closest(name, names()) ?? `The vendors are ${names().join(", ")}.`
    })
  }
  const [{ catalog, coverage, definition }, exports, documentation] = (await Promise.all([
    import(`${specifier}/catalog`),
    import(specifier),
    documentationOf(name)
  ])) as [
    {
      readonly catalog: ReadonlyArray<Operation.Any>
      readonly coverage?: Catalog.Coverage
      readonly definition: Core.Definition
    },
    Namespace,
    Documentation.Documentation
  ]
  const nameOf = new Map<unknown, string>()
  for (const [resource, namespace] of Object.entries(exports)) {
    if (!isNamespace(namespace)) continue
    for (const [key, value] of Object.entries(namespace)) nameOf.set(value, `${resource}.${key}`)
  }
  return {
    name,
    definition,
    coverage,
    exports,
    service: Object.values(exports).find(isService)!,
    operations: catalog.map((operation) =>
      Description.make(operation, nameOf.get(operation) ?? operation.id, documentation)
    )
  }
}

/** The documentation in its specification, if the mocks have one. */
const documentationOf = async (name: string): Promise<Documentation.Documentation> => {
  const { readSpecification } = await import("@salesbridge/mocks/specification")
  try {
    return Documentation.of(readSpecification(name) as Parameters<typeof Documentation.of>[0])
  } catch {
    return Documentation.none
  }
}

/**
 * The operation with this name (`Campaigns.start`) or id (`startCampaign`). Throws a `CommandFailure` if there is none.
 */
export const operationOf = (vendor: Vendor, name: string): Description.Description => {
  const wanted = name.toLowerCase()
  const operation = vendor.operations.find((_) => _.name.toLowerCase() === wanted || _.id.toLowerCase() === wanted)
  if (operation !== undefined) return operation
  throw new CommandFailure({
    exitCode: ExitCode.usage,
    message: `${vendor.name} has no operation "${name}"`,
    hint:
      closest(
        name,
        vendor.operations.flatMap((_) => [_.name, _.id])
      ) ?? `salesbridge list ${vendor.name} shows all of them.`
  })
}
