/** Run before each test file of a vendor's rules: time stands still, so that a sandbox's clock moves by `advance` alone. */
import { afterAll, vi } from "vitest"
import { closeSandboxes } from "./sandboxes.ts"

vi.useFakeTimers({ toFake: ["Date"] })

afterAll(closeSandboxes)
