/** A process that imports one client, makes its first call and prints how long that took, in milliseconds. */
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

if (process.argv[1]?.endsWith("firstCall.ts")) {
  const [name, baseUrl] = process.argv.slice(2)
  if (name === undefined || baseUrl === undefined) throw new Error("usage: firstCall.ts <client> <base url>")
  const start = performance.now()
  const { make } = (await import(`./clients/${name}.ts`)) as { readonly make: Make }
  await firstCall(make, baseUrl, start)
}
