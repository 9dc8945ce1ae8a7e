/**
 * What a sandbox sends carries this header, and no control address takes it: a webhook that leads back, by whatever name
 * or redirect, controls nothing.
 */
export const sandboxMark = "x-salesbridge-sandbox"

/** The folder of the control address on a sandbox's port. */
export const controlPath = "/_sandbox"

/** Whether a path, as it is sent, is of the control address. */
export const isControlPath = (path: string): boolean => /^\/_sandbox(?:[/?]|$)/.test(path)
