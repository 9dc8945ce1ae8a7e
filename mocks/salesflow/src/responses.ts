/** Responses that several operations share. */
import type { Reply } from "@salesbridge/mock-engine/sandbox"

export const ok = (body: unknown): Reply => ({ status: 200, body })

export const acknowledged = (Message: string): Reply => ok({ Status: 200, Message })

/** The API reference's samples have 204 in a body, and a real 204 has none. */
export const removed = (): Reply => ok({ Status: 204, Message: null })

export const failure = (status: number, Message: string | null): Reply => ({
  status,
  body: { Status: status, Message }
})

export const forbidden = (reason = ""): Reply => failure(403, `Invalid token/account.${reason}`)

export const notFound = (kind: string, id: number | string): Reply =>
  failure(404, `${kind} not found. The account has none with the id ${id}.`)
