/**
 * Asks one thing over and over, and does little else: on two cores a client that does more with each answer is slower
 * than the server that is measured. One call at a time on each connection; the status is looked at, the body counted.
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

/** Answers in a second. Rejects where one is not 200. */
export const rate = async ({ connections, headers, path, time, url }: Load): Promise<number> => {
  const { host, hostname, port } = new URL(url)
  const lines = Object.entries({ host, accept: "application/json", ...headers }).map(
    ([name, value]) => `${name}: ${value}`
  )
  const request = `GET ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`
  const began = performance.now()
  const until = began + time
  const ask = () =>
    new Promise<number>((resolve, reject) => {
      let answers = 0
      let text = ""
      const socket = connect(Number(port), hostname, () => socket.write(request))
      socket.setEncoding("latin1")
      socket.on("data", (chunk) => {
        text += String(chunk)
        if (!isWhole(text)) return
        if (!text.startsWith("HTTP/1.1 200")) {
          socket.destroy()
          reject(new Error(`${url}${path} answers ${text}`))
          return
        }
        answers++
        text = ""
        if (performance.now() < until) socket.write(request)
        else socket.end(() => resolve(answers))
      })
      socket.on("error", reject)
    })
  const answers = await Promise.all(Array.from({ length: connections }, ask))
  return answers.reduce((sum, one) => sum + one, 0) / ((performance.now() - began) / 1000)
}

const isWhole = (text: string): boolean => {
  const end = text.indexOf("\r\n\r\n")
  if (end === -1) return false
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, end))?.[1]
  return length === undefined ? text.endsWith("0\r\n\r\n") : text.length - end - 4 >= Number(length)
}
