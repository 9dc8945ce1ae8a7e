/** Answers of the control API. */
import type { ServerResponse } from "node:http"

// No other page may embed these answers, and browsers must not guess their type.
export const always = {
  "cache-control": "no-store",
  "cross-origin-resource-policy": "same-origin",
  "x-content-type-options": "nosniff"
} as const

export const send = (response: ServerResponse, status: number, value: unknown): void => {
  const text = JSON.stringify(value, null, 1)
  response.writeHead(status, { ...always, "content-type": "application/json; charset=utf-8" })
  response.end(text)
}

/** The caller's mistake. Its message is the answer. */
export class Refused extends Error {
  readonly status: number
  constructor(message: string, status = 400) {
    super(message)
    this.status = status
  }
}
