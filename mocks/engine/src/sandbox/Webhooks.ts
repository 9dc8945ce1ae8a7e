/**
 * Posts to outside addresses, for webhooks. By default only to this machine, so that a sandbox never calls a stranger.
 * Redirects are not followed.
 */
import { isControlPath, sandboxMark } from "../http/mark.ts"
import { http, https } from "../http/node.ts"

/** A post to send. Part of the sandbox's state until it has been sent. */
export interface Delivery {
  /** The event's name, such as `person_created`, for people who read the list. */
  readonly event: string
  readonly url: string
  /** JSON. Text is sent unchanged, for signed bodies. */
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds between attempts that fail. Default: only one attempt. */
  readonly retries?: ReadonlyArray<number>
}

export interface Attempt {
  /** Milliseconds since 1970 on the sandbox's clock. */
  readonly at: number
  /** The status of the answer. Absent if there was none. */
  readonly status?: number
  readonly error?: string
}

/** A delivery and its attempts so far. */
export interface Delivered extends Delivery {
  readonly id: number
  readonly state: "waiting" | "delivered" | "failed" | "refused"
  readonly attempts: ReadonlyArray<Attempt>
}

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** Why a sandbox must not post to an address. Undefined if it may. */
export const refusal = (url: string, allowed: ReadonlyArray<string>): string | undefined => {
  if (!URL.canParse(url)) return "it is not a valid address"
  const { hostname, pathname, protocol } = new URL(url)
  if (protocol !== "http:" && protocol !== "https:") return `it is ${protocol} and not http: or https:`
  if (isControlPath(pathname)) return "it is the control address of a sandbox"
  if (loopback.test(hostname) || allowed.includes(hostname)) return undefined
  return `its host ${hostname} is not this machine and not allowed by name (--allow-host ${hostname})`
}

/**
 * Makes one attempt, with the sandbox's header. Never rejects. Success is a status from 200 to 299 within ten seconds.
 */
export const post = ({ body, headers, url }: Delivery, vendor: string): Promise<Omit<Attempt, "at">> =>
  new Promise<Omit<Attempt, "at">>((resolve, reject) => {
    const text = typeof body === "string" ? body : (JSON.stringify(body) ?? "")
    const { request } = url.startsWith("https:") ? https() : http
    const sent = request(
      url,
      {
        method: "POST",
        agent: false,
        signal: AbortSignal.timeout(10_000),
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(text),
          ...headers,
          [sandboxMark]: vendor
        }
      },
      (response) => {
        response.resume()
        response.on("close", () => resolve({ status: response.statusCode ?? 0 }))
      }
    )
    sent.on("error", (error) =>
      reject(error.name === "AbortError" ? new Error("no response within ten seconds") : error)
    )
    sent.end(text)
  }).catch((cause: unknown) => ({
    error: cause instanceof Error ? cause.message || cause.name : String(cause)
  }))
