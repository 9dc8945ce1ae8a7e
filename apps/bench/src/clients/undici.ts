/** The lower bound: bytes from the socket to JSON, without validation. */
import { Agent, request } from "undici"
import { type Make, paths, pool } from "../Client.ts"

export const make: Make = async (baseUrl) => {
  const dispatcher = new Agent()
  const get = async (path: string) => (await request(baseUrl + path, { dispatcher })).body.json()
  return { run: pool({ list: () => get(paths.list), get: () => get(paths.get) }), close: () => dispatcher.close() }
}
