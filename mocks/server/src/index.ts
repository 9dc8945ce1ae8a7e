/** Mock servers of sales-engagement vendors, answering from hand-written OpenAPI files. */
export { PortUnavailable, UnknownVendor, UnreadableSpec } from "./errors.ts"
export type { MockError } from "./errors.ts"
export { Mock } from "./Mock.ts"
export type { MockOptions, RunningMock, Target } from "./Mock.ts"
export { startMock } from "./startMock.ts"
export type { MockHandle } from "./startMock.ts"
export { startProxy } from "./startProxy.ts"
export type { ProxyHandle, ProxyOptions } from "./startProxy.ts"
