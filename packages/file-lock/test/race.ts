/** Lets processes race for one lock, and sums up what they saw. */
import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"

const program = fileURLToPath(new URL("./racer.ts", import.meta.url))

export const race = async (file: string, processes: number, rounds: number) => {
  const { pid } = spawnSync(process.execPath, ["-e", ""])
  const each = String(rounds / processes)
  const racers = Array.from({ length: processes }, () =>
    spawn(process.execPath, [program, file, each, String(pid)], { stdio: ["pipe", "pipe", "inherit"] })
  )
  await Promise.all(racers.map(({ stdout }) => once(stdout, "data")))
  const results = racers.map(async (racer) => {
    let text = ""
    racer.stdout.on("data", (chunk: Buffer) => (text += chunk))
    racer.stdin.end("go")
    await once(racer, "close")
    return JSON.parse(text) as { readonly held: number; readonly notAlone: number }
  })
  const all = await Promise.all(results)
  return {
    held: all.reduce((sum, { held }) => sum + held, 0),
    notAlone: all.reduce((sum, { notAlone }) => sum + notAlone, 0)
  }
}
