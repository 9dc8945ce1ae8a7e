/**
 * A process that races others for a lock: `racer.ts <file> <rounds> <dead>`. Each time that it has the lock it makes a file that
 * must not be there yet, and half of the time it then leaves the lock to an owner that is dead, the process id `dead`, for the others
 * to take. Prints how often it had the lock, and how often it was not alone.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { contend } from "../src/index.ts"

const [file, rounds, dead] = [process.argv[2]!, Number(process.argv[3]), Number(process.argv[4])]
let [held, notAlone] = [0, 0]

const abandon = () => {
  const lock = `${file}.lock`
  const entry = join(lock, readdirSync(lock)[0]!)
  writeFileSync(entry, JSON.stringify({ ...JSON.parse(readFileSync(entry, "utf8")), pid: dead }))
}

const contender = contend(file)
process.stdin.once("data", async () => {
  process.stdin.destroy()
  while (held < rounds) {
    const lock = await contender.attempt()
    if (lock._tag === "Busy") {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 3))
      continue
    }
    held++
    try {
      writeFileSync(`${file}.inside`, String(process.pid), { flag: "wx" })
    } catch {
      notAlone++
    }
    await new Promise((resolve) => setImmediate(resolve))
    if (!(await lock.isHeld())) notAlone++
    rmSync(`${file}.inside`, { force: true })
    if (held % 2 === 0 && held < rounds) abandon()
    else await lock.release()
  }
  process.stdout.write(JSON.stringify({ held, notAlone }))
})
process.stdout.write("ready\n")
