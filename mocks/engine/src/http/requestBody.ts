/** The body of a request as text, within a bound. */
import type { IncomingMessage, ServerResponse } from "node:http"
import { problemBody, problemType } from "./problem.ts"

/** Bytes of a body that a mock takes. Vendors take less. */
export const largestBody = 10 * 1024 * 1024

/**
 * Hands over the body once all of it is here. One that is larger is answered 413 after its end, when its sender listens;
 * until then nothing of it is kept.
 */
export const readBody = (
  request: IncomingMessage,
  response: ServerResponse,
  done: (body: string) => void,
  most: number = largestBody
): void => {
  let chunks: Array<Buffer> = []
  let size = 0
  request.on("data", (chunk: Buffer) => {
    size += chunk.length
    if (size <= most) chunks.push(chunk)
    else chunks = []
  })
  request.on("end", () => {
    if (size > most) return refuse(response, most)
    done(chunks.length === 1 ? chunks[0]!.toString("utf8") : Buffer.concat(chunks).toString("utf8"))
  })
}

const refuse = (response: ServerResponse, most: number): void => {
  const detail = `The body has more than ${most} bytes.`
  response.writeHead(413, { "content-type": problemType })
  response.end(JSON.stringify(problemBody({ status: 413, title: "Content too large", detail })))
}
