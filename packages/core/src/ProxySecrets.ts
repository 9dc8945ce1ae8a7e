/** The proxy passwords in the environment. A transport or a proxy may repeat them in a failure. */
import * as Redacted from "effect/Redacted"

export type Environment = { readonly [name: string]: string | undefined }

const variables = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "https_proxy", "http_proxy", "all_proxy"]

/** The variables of the process; empty in a browser. */
export const environment = (): Environment =>
  (globalThis as { readonly process?: { readonly env?: Environment } }).process?.env ?? {}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The password of each proxy, alone and with its user name. */
export const ofEnvironment = (env: Environment = environment()): ReadonlyArray<Redacted.Redacted> =>
  variables.flatMap((name) => {
    const userinfo = /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/]*)@/i.exec(env[name] ?? "")?.[1]
    const [user = "", ...rest] = userinfo?.split(":") ?? []
    if (rest.length === 0) return []
    const password = rest.join(":")
    return [
      ...new Set([`${user}:${password}`, password, `${decoded(user)}:${decoded(password)}`, decoded(password)])
    ].map((_) => Redacted.make(_))
  })
