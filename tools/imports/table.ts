/**
 * The permitted imports. There is one row for each kind of project; the first row whose folder matches applies.
 *
 * `allows` applies to the imports of a project's sources and to the run-time dependencies in a published package.json.
 * `never` is stronger: it also applies to tests and devDependencies, because Nx would otherwise re-run one vendor's
 * checks for a change in another's.
 */
export interface Target {
  /** The name of the package, `effect` for `effect/http`, or `node` for a module of Node.js. */
  readonly name: string
  readonly kind: "node" | "external" | "workspace"
  /**
   * The path after the package's name, `http` for `effect/http`, and the imported names; undefined for a dependency.
   */
  readonly subpath?: string
  readonly names?: ReadonlyArray<string>
  /** For a package of this workspace: its folder, and whether it is published. */
  readonly folder?: string
  readonly published?: boolean
}

export interface Row {
  readonly name: string
  readonly folder: RegExp
  readonly rule: string
  readonly fix: string
  readonly allows: (target: Target, vendor: string, stable: ReadonlySet<string>) => boolean
  readonly never?: (target: Target, vendor: string) => boolean
  /** Whether its imports may be computed although it is published: from its own dependencies, or from arguments. */
  readonly computed?: boolean
}

const shared = new Set([
  "packages/cli",
  "packages/core",
  "packages/contract-kit",
  "packages/file-lock",
  "packages/openapi",
  "packages/page",
  "packages/text-layout"
])
const isVendor = (target: Target) => target.folder?.startsWith("packages/") === true && !shared.has(target.folder)
const isMock = (target: Target) => target.folder?.startsWith("mocks/") === true
const isEngine = (target: Target) => target.folder === "mocks/engine"
const isReader = (target: Target) => target.folder === "packages/openapi"
const isFileLock = (target: Target) => target.folder === "packages/file-lock"
const isPage = (target: Target) => target.folder === "packages/page"
const isTextLayout = (target: Target) => target.folder === "packages/text-layout"
const isOneOf = (target: Target, ...names: ReadonlyArray<string>) =>
  target.kind === "external" && names.some((_) => (_.endsWith("/") ? target.name.startsWith(_) : _ === target.name))

/** Whether the import uses only stable modules, as `effect/Schema` or as `{ Schema } from "effect"`. */
const isStableEffect = (target: Target, stable: ReadonlySet<string>) => {
  if (!isOneOf(target, "effect")) return false
  if (target.names === undefined) return true
  if (target.subpath !== undefined) return stable.has(target.subpath)
  return target.names.every((name) => name !== "*" && (stable.has(name) || /^[a-z]/.test(name)))
}

export const table: ReadonlyArray<Row> = [
  {
    name: "cli",
    folder: /^packages\/cli$/,
    rule: "the command may import published packages, openapi and text-layout",
    fix: "Export it from a published package.",
    allows: (target) =>
      target.kind !== "workspace" || target.published === true || isReader(target) || isTextLayout(target),
    computed: true
  },
  {
    name: "file-lock",
    folder: /^packages\/file-lock$/,
    rule: "file-lock may import Node.js, but nothing of this workspace",
    fix: "Let the caller pass it in: this package is the only one that client and mocks share.",
    allows: (target) => target.kind === "node",
    never: (target) => target.kind === "workspace"
  },
  {
    name: "text-layout",
    folder: /^packages\/text-layout$/,
    rule: "text-layout may import nothing",
    fix: "Let the caller pass it in: many packages contain this one.",
    allows: () => false
  },
  {
    name: "page",
    folder: /^packages\/page$/,
    rule: "packages/page may import Preact and esbuild, but nothing of this workspace",
    fix: "Let the page pass it in.",
    allows: (target) => target.kind === "node" || isOneOf(target, "preact", "esbuild"),
    never: (target) => target.kind === "workspace"
  },
  {
    name: "core",
    folder: /^packages\/core$/,
    rule: "core may import only effect and file-lock",
    fix: "Let the caller pass it in as a service or a Layer, or move the code to the project that may import it.",
    allows: (target) => isOneOf(target, "effect") || isFileLock(target),
    never: (target) => isVendor(target) || target.folder === "packages/contract-kit"
  },
  {
    name: "openapi",
    folder: /^packages\/openapi$/,
    rule: "openapi may import effect and js-yaml, but nothing of this workspace",
    fix: "Code that depends on a package or a mock belongs in contract-kit or mocks/engine.",
    allows: (target) => target.kind === "node" || isOneOf(target, "effect", "js-yaml"),
    never: (target) => target.kind === "workspace"
  },
  {
    name: "contract-kit",
    folder: /^packages\/contract-kit$/,
    rule: "contract-kit may import core, openapi, text-layout, effect, the Pact libraries, js-yaml and ajv",
    fix: "Let the contract pass it in, or move the code to contracts/<vendor>.",
    allows: (target) =>
      target.folder === "packages/core" ||
      isReader(target) ||
      isTextLayout(target) ||
      target.kind === "node" ||
      isOneOf(target, "effect", "@pact-foundation/", "@pactflow/", "js-yaml", "ajv", "ajv-formats"),
    never: isVendor,
    computed: true
  },
  {
    name: "<vendor>",
    folder: /^packages\/(?<vendor>[^/]+)$/,
    rule: "a vendor's package may import core and the stable modules of effect, each by its name",
    fix: "Use @salesbridge/core, or add it there: only core follows the changes of effect's unstable modules.",
    allows: (target, _, stable) => target.folder === "packages/core" || isStableEffect(target, stable),
    never: (target, vendor) => isVendor(target) && target.folder !== `packages/${vendor}`
  },
  {
    name: "mocks/server",
    folder: /^mocks\/server$/,
    rule: "mocks/server may import the engine, effect, and each vendor's State. It finds everything else of a vendor by its folder",
    fix: "Code that serves specifications belongs in mocks/engine, the behaviour of a vendor in mocks/<vendor>.",
    allows: (target) =>
      isEngine(target) ||
      isPage(target) ||
      (isMock(target) && target.subpath === "State") ||
      target.kind === "node" ||
      isOneOf(target, "effect", "@stoplight/", "js-yaml", "ajv", "ajv-formats"),
    // A dependency on a mock is fine, importing its runtime code is not: it is bundled separately and loaded at start.
    never: (target) =>
      target.folder !== undefined &&
      !isEngine(target) &&
      !isPage(target) &&
      !(isMock(target) && (target.subpath ?? "State") === "State")
  },
  {
    name: "mocks/*",
    folder: /^mocks\/(?<vendor>[^/]+)$/,
    rule: "a mock may import the engine, openapi, file-lock, effect, Prism, js-yaml, ajv and packages/page, but never the package of its vendor",
    fix: "Write it again from the vendor's API reference: a mock that shares code with the client has the same mistakes.",
    allows: (target) =>
      isEngine(target) ||
      isReader(target) ||
      isFileLock(target) ||
      isPage(target) ||
      target.kind === "node" ||
      isOneOf(target, "effect", "@effect/platform-node", "@stoplight/", "js-yaml", "ajv", "ajv-formats", "preact"),
    never: (target) => target.folder !== undefined && ![isEngine, isReader, isFileLock, isPage].some((_) => _(target))
  },
  {
    name: "contracts/*",
    folder: /^contracts\/(?<vendor>[^/]+)$/,
    rule: "a contract may import its own vendor's package and mock, contract-kit and mocks/engine",
    fix: "Move code that two vendors share to @salesbridge/contract-kit.",
    allows: (target, vendor) =>
      target.kind !== "workspace" ||
      isEngine(target) ||
      [`packages/${vendor}`, `mocks/${vendor}`, "packages/contract-kit"].includes(target.folder!),
    never: (target, vendor) =>
      (isVendor(target) && target.folder !== `packages/${vendor}`) ||
      (isMock(target) && !isEngine(target) && target.folder !== `mocks/${vendor}`)
  },
  {
    name: "apps/*",
    folder: /^apps\/[^/]+$/,
    rule: "an app may import published packages, openapi, text-layout and packages/page",
    fix: "Export it from a published package.",
    allows: (target) =>
      target.kind !== "workspace" ||
      target.published === true ||
      isReader(target) ||
      isTextLayout(target) ||
      isPage(target)
  },
  {
    name: "tools",
    folder: /^tools$/,
    rule: "tools may import only what they declare: core, contract-kit, text-layout and openapi, but no vendor and no mock",
    fix: "Find it by its folder, so that a new vendor needs no change here.",
    allows: (target) =>
      target.kind !== "workspace" ||
      isReader(target) ||
      isTextLayout(target) ||
      ["packages/core", "packages/contract-kit"].includes(target.folder!)
  },
  {
    name: "the root",
    folder: /^$/,
    rule: "the root may import no project",
    fix: "Move it to tools.",
    allows: (target) => target.kind !== "workspace"
  }
]
