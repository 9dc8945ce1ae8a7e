/** A process that runs batches of calls of one client and reports the cost of each batch. */
import type { Client, Make, Scenario } from "./Client.ts"

export interface Batch {
  readonly scenario: Scenario
  readonly calls: number
  readonly concurrency: number
}

/** The cost of a batch per call, in microseconds. */
export interface Taken {
  readonly cpu: number
  readonly wall: number
}

const run = async (client: Client, { calls, concurrency, scenario }: Batch): Promise<Taken> => {
  globalThis.gc?.()
  const cpuBefore = process.cpuUsage()
  const wallBefore = performance.now()
  await client.run(scenario, calls, concurrency)
  const wall = (performance.now() - wallBefore) * 1000
  const cpu = process.cpuUsage(cpuBefore)
  return { cpu: (cpu.user + cpu.system) / calls, wall: wall / calls }
}

const [name, baseUrl] = process.argv.slice(2)
if (name === undefined || baseUrl === undefined) throw new Error("usage: worker.ts <client> <base url>")
const { make } = (await import(`./clients/${name}.ts`)) as { readonly make: Make }
const client = await make(baseUrl)
process.on("message", (batch: Batch) => {
  run(client, batch).then(
    (taken) => process.send?.(taken),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    }
  )
})
process.on("disconnect", () => process.exit(0))
process.send?.("ready")
