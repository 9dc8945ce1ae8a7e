/** Asks the page's own server, and gives the JSON of its answer. Rejects with what the server says is wrong. */
export const ask = async <A>(method: string, path: string, body?: unknown): Promise<A> => {
  const response = await fetch(path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) })
  const value = await response.json()
  if (!response.ok) throw new Error(value.error)
  return value
}
