/** The body of a request as text, within a bound. */
import type { IncomingMessage, ServerResponse } from "node:http"
import { problemBody, problemType } from "./problem.ts"

/** Bytes of a body that a mock takes. Vendors take less. */
export const largestBody = 10 * 1024 * 1024

/**
 * Hands over the body once all of it is here. One that is larger is answered 413 after its end, when its sender listens;
 * nothing of it is kept where its length is declared, and no more than the bound where it is not.
 */
export const readBody = (
  request: IncomingMessage,
  response: ServerResponse,
  done: (body: string) => void,
  most: number = largestBody
): void => {
  let chunks: Array<Buffer> = []
  let size = Number(request.headers["content-length"]) > most ? Infinity : 0
  request.on("data", (chunk: Buffer) => {
    size += chunk.length
    chunks.push(chunk)
    if (size <= most) return
    chunks.forEach(free)
    chunks = []
  })
  request.on("end", () => {
    if (size > most) return refuse(response, most)
    if (chunks.length === 1) return done(chunks[0]!.toString("utf8"))
    const body = Buffer.concat(chunks)
    chunks.forEach(free)
    const text = body.toString("utf8")
    free(body)
    done(text)
  })
}

/** Frees its memory now: the garbage collector lets some 100 MiB of it come together. Node.js 20 leaves it to that one. */
const free = ({ buffer, byteLength }: Buffer): void => {
  const { transfer } = buffer as { readonly transfer?: (length: number) => unknown }
  if (byteLength === buffer.byteLength) transfer?.call(buffer, 0)
}

const refuse = (response: ServerResponse, most: number): void => {
  const detail = `The body has more than ${most} bytes.`
  response.writeHead(413, { "content-type": problemType })
  response.end(JSON.stringify(problemBody({ status: 413, title: "Content too large", detail })))
}
