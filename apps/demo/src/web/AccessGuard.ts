/**
 * Protects the page, which can write to vendors. It can be used only from this computer and with the token in its
 * address. Pages of other origins are refused, including those whose name was pointed at this server.
 */
import { isSecret } from "../webhookServer.ts"

interface Asking {
  readonly headers: Readonly<Record<string, string | undefined>>
  /** Path and query. */
  readonly url: string
}

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/

/** Why a request is refused, in words; undefined if it may pass. */
export const accessGuard =
  (token: string) =>
  ({ headers, url }: Asking): string | undefined => {
    const { host = "", origin, "sec-fetch-mode": mode, "sec-fetch-site": site } = headers
    // A person may follow a link from anywhere, but it must contain the token.
    const isForeign = site !== undefined && site !== "same-origin" && site !== "none" && mode !== "navigate"
    if (!loopback.test(host) || (origin !== undefined && origin !== `http://${host}`) || isForeign) {
      return "Only pages on this computer may send requests here."
    }
    return isSecret(url.split(/[/?]/)[1] ?? "", token)
      ? undefined
      : "This address lacks its token. Open the one that the command printed, with all that follows the port."
  }
