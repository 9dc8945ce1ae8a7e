/** Starts a mock server for programs without Effect: a promise, and a function that stops it. */
import { type Handle, handle } from "@salesbridge/mock-engine/prism"
import { Mock } from "./Mock.ts"
import type { MockOptions, RunningMock, Target } from "./Mock.ts"

export type MockHandle = Handle<RunningMock>

/**
 * Starts a mock on a free port of 127.0.0.1, or on `options.port`.
 *
 * Rejects with `UnknownVendor`, `UnreadableSpec`, `PortUnavailable` or `PrismNotInstalled`.
 */
export const startMock = (target: Target, options?: MockOptions): Promise<MockHandle> =>
  handle(Mock.start(target, options))
