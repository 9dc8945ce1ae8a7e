/** The functions of a test runner: Vitest's, Jest's or `node:test`'s. */
export interface Runner {
  readonly describe: (name: string, body: () => void) => unknown
  readonly it: (name: string, body: () => Promise<void>, timeout: number) => unknown
}
