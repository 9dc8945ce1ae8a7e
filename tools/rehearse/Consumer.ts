/** A project of somebody who installs the packages. */
export interface Consumer {
  readonly name: string
  /** What it stands for. */
  readonly title: string
  /** The packages of this workspace that it installs. Default: all that applications use. */
  readonly packages?: ReadonlyArray<string>
  /**
   * What it installs beside them: names of packages that this workspace uses as well, in its version; any other with a
   * version, such as `a@1.0.0`.
   */
  readonly installs: ReadonlyArray<string>
  readonly type: "module" | "commonjs"
  readonly files: { readonly [path: string]: string }
  /** A TypeScript project is compiled first. */
  readonly compiles: boolean
  /** What Node runs. */
  readonly main: string
  /** Another Node that runs it as well, by its path. */
  readonly alsoOn?: string
}

/** The packages of this workspace that applications install. */
export const installed = [
  "@salesbridge/core",
  "@salesbridge/salesflow",
  "@salesbridge/salesblink",
  "@salesbridge/getsales",
  "@salesbridge/salesloft",
  "@salesbridge/mocks"
]

/** As strict as TypeScript gets, and with declarations of packages checked as well. */
export const tsconfig = JSON.stringify({
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noImplicitOverride: true,
    noPropertyAccessFromIndexSignature: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    skipLibCheck: false,
    target: "ES2023",
    lib: ["ES2023", "DOM"],
    module: "NodeNext",
    moduleResolution: "NodeNext",
    types: ["node"],
    rootDir: "src",
    outDir: "out"
  },
  include: ["src"]
})

/** What mocks that answer with examples need; sandboxes do without. */
export const prism = ["@stoplight/prism-core", "@stoplight/prism-http", "@stoplight/prism-http-server"]

const { arch, platform } = process

/** The package on npm that holds a Node of this platform, in any version, and nothing else. */
export const nodePackage = `node${platform === "darwin" && arch === "arm64" ? "-bin" : ""}-${platform === "win32" ? "win" : platform}-${arch}`
