/** Prism without a server, for tests of a whole specification: requests over a socket take longer than their answers. */
import { Effect } from "effect"
import { make, type Answer } from "../src/prism/Prism.ts"
import { read, type Spec } from "../src/prism/Spec.ts"

const known = new Map<string, Promise<Spec>>()

/** A specification, read once for all test files of a process: Prism compiles the schemas of each reading anew. */
export const readOnce = (path: string): Promise<Spec> => {
  const spec = known.get(path) ?? Effect.runPromise(read(path))
  known.set(path, spec)
  return spec
}

export interface Call {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** Prism for this specification, strict in both directions. With `upstream`, it forwards requests there. */
export const prism = async (path: string, upstream?: URL): Promise<(call: Call) => Promise<Answer>> => {
  const settings = { verbose: false, validateRequests: true, errors: true, ...(upstream !== undefined && { upstream }) }
  const answer = make(await readOnce(path), settings)
  return ({ body, headers, method, url }) => {
    const { pathname, searchParams } = new URL(url, "http://127.0.0.1")
    return answer({ method: method.toLowerCase(), path: pathname, query: searchParams, headers, body })
  }
}
