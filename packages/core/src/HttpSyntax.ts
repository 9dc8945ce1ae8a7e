/** What HTTP lets stand in the parts of a request; anything else a transport refuses, each in its own way. */

/** Whether a text can be the name of a header, or a method. */
export const isToken = (text: string): boolean => /^[!#$%&'*+.^`|~\w-]+$/.test(text)

/** Whether a text can be the value of a header: one line of Latin-1. */
export const isHeaderValue = (text: string): boolean => /^[\t -~\u0080-\u00FF]*$/.test(text)

/** What is said of a value that cannot. */
export const headerValueProblem = "Expected one line of Latin-1"
