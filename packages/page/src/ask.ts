/** Asks the page's own server, and gives the JSON of its answer. Rejects with what the server says is wrong. */
export const ask = async <A>(method: string, path: string, body?: unknown): Promise<A> => {
  const sent = body === undefined || body instanceof FormData ? body : JSON.stringify(body)
  const response = await fetch(path, { method, ...(sent !== undefined && { body: sent }) })
  const value = await response.json()
  if (!response.ok) throw new Error(value.error)
  return value
}
