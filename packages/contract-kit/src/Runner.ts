/**
 * The functions that the checks need of a test runner: those of Vitest, Jest or `node:test`. Timeouts are in
 * milliseconds.
 */
export interface Runner {
  readonly describe: (name: string, body: () => void) => unknown
  readonly it: (name: string, body: () => Promise<void>, timeout: number) => unknown
}
