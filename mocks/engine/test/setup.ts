/**
 * Runs before each test file of a vendor's rules. The time is fixed, so that only `advance` moves a sandbox's clock.
 */
import { afterAll, vi } from "vitest"
import { closeSandboxes } from "./sandboxes.ts"

vi.useFakeTimers({ toFake: ["Date"] })

afterAll(closeSandboxes)
