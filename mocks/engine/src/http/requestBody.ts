/** Reads the body of a request as text, up to a limit. */
import type { IncomingMessage, ServerResponse } from "node:http"
import { problemBody, problemType } from "./problem.ts"

/** The largest body that a mock accepts, in bytes. Vendors accept less. */
export const largestBody = 10 * 1024 * 1024

/**
 * Calls back with the complete body. A larger one is answered with 413 at its end, because its sender does not listen
 * earlier. None of it is kept if its length was declared, and at most the limit if not.
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

/**
 * Frees a buffer's memory at once; the garbage collector would let about 100 MiB pile up. Node.js 20 cannot, and leaves
 * it to the collector.
 */
const free = ({ buffer, byteLength }: Buffer): void => {
  const { transfer } = buffer as { readonly transfer?: (length: number) => unknown }
  if (byteLength === buffer.byteLength) transfer?.call(buffer, 0)
}

const refuse = (response: ServerResponse, most: number): void => {
  const detail = `The body has more than ${most} bytes.`
  response.writeHead(413, { "content-type": problemType })
  response.end(JSON.stringify(problemBody({ status: 413, title: "Content too large", detail })))
}
