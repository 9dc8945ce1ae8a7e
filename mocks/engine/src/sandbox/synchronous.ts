/** Throws an Error if a function returned a promise: what it does later is lost, and its rejection ends the process. */
export const synchronous = (returned: unknown, name: string): void => {
  if (!(returned instanceof Promise)) return
  returned.catch(() => undefined)
  throw new Error(`${name} must not be an async function: what it does later is lost.`)
}
