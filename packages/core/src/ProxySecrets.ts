/** The passwords of the proxies that the environment names, which a transport or a proxy may repeat in a failure. */
import * as Redacted from "effect/Redacted"

export type Environment = { readonly [name: string]: string | undefined }

const variables = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "https_proxy", "http_proxy", "all_proxy"]

/** The variables of the process; there are none in a browser. */
export const environment = (): Environment =>
  (globalThis as { readonly process?: { readonly env?: Environment } }).process?.env ?? {}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The password of each proxy, alone and after its user's name. */
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
