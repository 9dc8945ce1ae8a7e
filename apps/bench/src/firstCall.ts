/** Makes a client's first call and measures it. */
import type { Make } from "./Client.ts"

/** Makes a first call and prints the milliseconds from `start` to the client and to the response. */
export const firstCall = async (make: Make, baseUrl: string, start: number): Promise<void> => {
  const client = await make(baseUrl)
  const imported = performance.now()
  await client.run("get", 1, 1)
  const called = performance.now()
  await client.close()
  process.stdout.write(JSON.stringify({ imported: imported - start, called: called - start }))
}
