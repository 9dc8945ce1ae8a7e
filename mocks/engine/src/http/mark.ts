/**
 * A header of everything that a sandbox sends. Control addresses refuse it, so that a webhook cannot control a sandbox,
 * whatever name or redirect leads there.
 */
export const sandboxMark = "x-salesbridge-sandbox"

/** The path of the control API on a sandbox's port. */
export const controlPath = "/_sandbox"

/** Whether a path, as sent, belongs to the control API. */
export const isControlPath = (path: string): boolean => /^\/_sandbox(?:[/?]|$)/.test(path)
