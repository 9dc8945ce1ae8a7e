/** What HTTP allows in the parts of a request. Transports reject anything else, each with its own error. */

/** Whether a string is valid as the name of a header, or as a method. */
export const isToken = (text: string): boolean => /^[!#$%&'*+.^`|~\w-]+$/.test(text)

/** Whether a string is valid as the value of a header: one line of Latin-1. */
export const isHeaderValue = (text: string): boolean => /^[\t -~\u0080-\u00FF]*$/.test(text)

/** The problem of an invalid header value. */
export const headerValueProblem = "Expected one line of Latin-1"

/** Whether a text is a path, and not an address with a host. */
export const isPath = (text: string): boolean => /^\/(?![/\\])/.test(text)

export const pathProblem = 'Expected a path that begins with one "/", without the host'
