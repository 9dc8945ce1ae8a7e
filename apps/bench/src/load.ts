/**
 * Repeats one request with as little work as possible: on two cores, a client that does more per response would be
 * slower than the measured server. Each connection makes one call at a time; only the status and the body's length are
 * checked.
 */
import { connect } from "node:net"

export interface Load {
  readonly url: string
  /** Path and query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly connections: number
  /** Milliseconds. */
  readonly time: number
}

/** Returns the responses per second. Rejects if a response is not a 200 or differs in length from the first. */
export const rate = async ({ connections, headers, path, time, url }: Load): Promise<number> => {
  const { host, hostname, port } = new URL(url)
  const lines = Object.entries({ host, accept: "application/json", ...headers }).map(
    ([name, value]) => `${name}: ${value}`
  )
  const request = Buffer.from(`GET ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`)
  const began = performance.now()
  const until = began + time
  const ask = () =>
    new Promise<number>((resolve, reject) => {
      let answers = 0
      let first = ""
      let length = 0
      let got = 0
      const wrong = (answer: string) => {
        socket.destroy()
        reject(new Error(`${url}${path} answers ${answer}`))
      }
      const answered = () => {
        answers++
        got = 0
        if (performance.now() < until) socket.write(request)
        else socket.end(() => resolve(answers))
      }
      // One buffer for all received data: only the first response is read, later ones are compared by length.
      const callback = (bytes: number, buffer: Uint8Array): boolean => {
        const part = (buffer as Buffer).subarray(0, bytes)
        if (length === 0) {
          first += part.toString("latin1")
          if (!isWhole(first)) return true
          if (!first.startsWith(good)) wrong(first)
          else {
            length = first.length
            answered()
          }
          return true
        }
        if (got === 0 && part[9] !== 0x32) wrong(part.toString("latin1"))
        got += bytes
        if (got === length) answered()
        else if (got > length) wrong(`a response of ${got} bytes, after a first one of ${length}`)
        return true
      }
      const socket = connect({
        port: Number(port),
        host: hostname,
        onread: { buffer: Buffer.alloc(256 * 1024), callback }
      })
      socket.setTimeout(5000, () => wrong("no complete response for 5 s"))
      socket.on("connect", () => socket.write(request))
      socket.on("error", reject)
    })
  // The server has to wake a client that sleeps between responses, which costs it more than a response.
  let awake = true
  const stay = () => awake && setImmediate(stay)
  stay()
  const answers = await Promise.all(Array.from({ length: connections }, ask)).finally(() => (awake = false))
  return answers.reduce((sum, one) => sum + one, 0) / ((performance.now() - began) / 1000)
}

const good = "HTTP/1.1 200"

const isWhole = (text: string): boolean => {
  const end = text.indexOf("\r\n\r\n")
  if (end === -1) return false
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, end))?.[1]
  return length === undefined ? text.endsWith("0\r\n\r\n") : text.length - end - 4 >= Number(length)
}
