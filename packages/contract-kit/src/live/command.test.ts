import { expect, it } from "vitest"
import { catalog, definition, spec } from "../../test/initech.ts"
import { main } from "./command.ts"
import * as LiveRun from "./LiveRun.ts"
import type { Report } from "./Report.ts"

/** Runs the command for two vendors. `run` replaces the comparison, whose report is that of a success. */
const exitCodeOf = async (interrupted: AbortController, run: () => void) => {
  const ran: Array<string> = []
  const code = await main(["--vendor", "one", "--vendor", "other", "--json"], {
    vendors: ["one", "other"],
    contractOf: (vendor) => Promise.resolve({ catalog, definition: { ...definition, name: vendor }, spec }),
    environment: { ONE_ACCESS_TOKEN: "secret", OTHER_ACCESS_TOKEN: "secret" },
    print: () => undefined,
    note: () => undefined,
    signal: interrupted.signal,
    run: (options) => {
      ran.push(options.contract.definition.name)
      run()
      const rows: Report["rows"] = [
        { operation: "getMe", result: "agrees", statuses: [200], reason: undefined, differences: 0 }
      ]
      return Promise.resolve({
        ...LiveRun.plan(options),
        rows,
        mismatches: [],
        newFields: [],
        requests: 1,
        stopped: undefined
      })
    }
  })
  return { code, ran }
}

it("exits with 130 if it is interrupted before or between vendors", async () => {
  const interrupted = new AbortController()
  expect(await exitCodeOf(interrupted, () => undefined)).toEqual({ code: 0, ran: ["one", "other"] })
  expect(await exitCodeOf(interrupted, () => interrupted.abort())).toEqual({ code: 130, ran: ["one"] })
  expect(await exitCodeOf(interrupted, () => undefined)).toEqual({ code: 130, ran: [] })
})
