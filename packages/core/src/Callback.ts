/** Callbacks of an application, which must fail neither a call nor the process. */

/**
 * Calls back, without waiting. What the callback throws or rejects with is ignored: TypeScript accepts async functions
 * for callbacks that return `void`.
 */
export const run = (callback: () => unknown): void => void (async () => callback())().catch(() => {})
