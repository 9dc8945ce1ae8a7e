/** The stateful sandbox under the same pacts: told the states that they want, and nothing else. */
import { Contract } from "@salesbridge/contract-kit"
import { startSandbox } from "@salesbridge/mocks/sandbox"
import { describe, it } from "vitest"
import { contract } from "./contract.ts"

Contract.testProvider({ describe, it }, contract, "the sandbox", async () => {
  const { close, url } = await startSandbox("getsales")
  return { url, states: `${url}/_sandbox/provider-states`, close }
})
