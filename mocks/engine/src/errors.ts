/** Why a server could not start. Each message can be shown to users. */

/** The specification is missing, is not OpenAPI, or has no operations. */
export class UnreadableSpec extends Error {
  readonly _tag = "UnreadableSpec"
  readonly location: string
  readonly reason: string

  constructor({ location, reason }: { readonly location: string; readonly reason: string }) {
    super(`Cannot read the specification ${location}: ${reason}`)
    this.name = this._tag
    this.location = location
    this.reason = reason
  }
}

/** The server cannot listen on the port; `taken` if another program does. */
export class PortUnavailable extends Error {
  readonly _tag = "PortUnavailable"
  readonly port: number
  readonly vendor: string | undefined
  readonly taken: boolean
  readonly reason: string

  constructor(found: {
    readonly port: number
    readonly vendor?: string | undefined
    readonly taken: boolean
    readonly reason: string
  }) {
    const what = found.vendor === undefined ? "the mock" : `the ${found.vendor} mock`
    super(
      found.taken
        ? `Port ${found.port} for ${what} is already taken by another program.`
        : `Cannot listen on port ${found.port} for ${what}: ${found.reason}`
    )
    this.name = this._tag
    this.port = found.port
    this.vendor = found.vendor
    this.taken = found.taken
    this.reason = found.reason
  }
}

/** The state file is not one, cannot be written, or is in use. */
export class StateFileUnusable extends Error {
  readonly _tag = "StateFileUnusable"
  readonly path: string
  readonly reason: string

  constructor({ path, reason }: { readonly path: string; readonly reason: string }) {
    super(`Cannot store the state in ${path}: ${reason}.`)
    this.name = this._tag
    this.path = path
    this.reason = reason
  }
}

const needed = [
  "effect@4.1.0",
  ...["prism-core", "prism-http", "prism-http-server"].map((_) => `@stoplight/${_}@5.16.0`)
]

/** Prism or Effect, which examples and the validating proxy need, is not installed. */
export class PrismNotInstalled extends Error {
  readonly _tag = "PrismNotInstalled"

  constructor() {
    super(`Examples and proxies need Prism, and sandboxes do not: npm install ${needed.join(" ")}`)
    this.name = this._tag
  }
}
