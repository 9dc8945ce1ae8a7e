/** Reads the body of a delivery from each type of request. `undefined` if it is larger than `maxBytes`. */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"

/** The part of Node's `IncomingMessage` that is used. */
export interface NodeRequest {
  readonly method?: string | undefined
  readonly url?: string | undefined
  readonly headers: { readonly [name: string]: string | ReadonlyArray<string> | undefined }
  readonly readableEnded?: boolean
  readonly destroyed?: boolean
  /** The bytes or text of a body that a framework has read, as in Google Cloud and Firebase functions. */
  readonly rawBody?: unknown
  /** The bytes or text of a body that a framework has read. A parsed body is of no use. */
  readonly body?: unknown
  on(event: string, listener: (chunk: Uint8Array) => void): unknown
  off(event: string, listener: (chunk: Uint8Array) => void): unknown
  pause(): unknown
}

/** Collects a body up to a limit. */
const collector = (maxBytes: number) => {
  const chunks: Array<Uint8Array> = []
  let size = 0
  return {
    /** Adds a chunk. Returns false if the body is now too large. */
    add: (chunk: Uint8Array): boolean => {
      size += chunk.length
      if (size <= maxBytes) chunks.push(chunk)
      return size <= maxBytes
    },
    /** The whole body; `undefined` if it was too large. */
    result: (): Uint8Array | undefined => {
      if (size > maxBytes) return undefined
      const body = new Uint8Array(size)
      let offset = 0
      for (const chunk of chunks) {
        body.set(chunk, offset)
        offset += chunk.length
      }
      return body
    }
  }
}

export const readStream = <E>(stream: Stream.Stream<Uint8Array, E>, maxBytes: number) =>
  Effect.suspend(() => {
    const body = collector(maxBytes)
    return stream.pipe(
      Stream.takeUntil((chunk) => !body.add(chunk)),
      Stream.runDrain,
      Effect.map(body.result)
    )
  })

export const readWeb = async (stream: ReadableStream<Uint8Array> | null, maxBytes: number) => {
  const body = collector(maxBytes)
  const reader = stream?.getReader()
  for (let next = await reader?.read(); next !== undefined && !next.done; next = await reader?.read()) {
    if (!body.add(next.value)) {
      // Not awaited: some streams settle it only after the sender has finished.
      reader?.cancel().catch(() => undefined)
      break
    }
  }
  return body.result()
}

export const readNode = (request: NodeRequest, maxBytes: number): Promise<Uint8Array | undefined> =>
  new Promise((resolve, reject) => {
    const body = collector(maxBytes)
    const given = [request.rawBody, request.body].find((_) => _ instanceof Uint8Array || typeof _ === "string")
    if (given instanceof Uint8Array || typeof given === "string") {
      body.add(typeof given === "string" ? new TextEncoder().encode(given) : given)
      return resolve(body.result())
    }
    if (request.readableEnded === true) return reject(new Error("the body was read before"))
    // The stream has emitted its events already, so listeners would wait forever.
    if (request.destroyed === true) return reject(new Error("the sender hung up"))
    const settle = (act: () => void) => {
      request.off("data", onData)
      request.off("end", onEnd)
      request.off("close", onClose)
      act()
    }
    const onData = (chunk: Uint8Array) => {
      if (body.add(chunk)) return
      request.pause()
      settle(() => resolve(undefined))
    }
    const onEnd = () => settle(() => resolve(body.result()))
    const onClose = () => settle(() => reject(new Error("the sender hung up")))
    request.on("data", onData)
    request.on("end", onEnd)
    // This listener stays, because an error without a listener ends the process.
    request.on("error", onClose)
    request.on("close", onClose)
  })
