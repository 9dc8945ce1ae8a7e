/** Sends a request to the page's own server and returns the JSON of the response. Rejects with the server's message. */
export const ask = async <A>(method: string, path: string, body?: unknown): Promise<A> => {
  const sent = body === undefined || body instanceof FormData ? body : JSON.stringify(body)
  const response = await fetch(path, { method, ...(sent !== undefined && { body: sent }) })
  const value = await response.json()
  if (!response.ok) throw new Error(value.error)
  return value
}
