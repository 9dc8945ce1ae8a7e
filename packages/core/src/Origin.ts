/** Addresses to which requests may be sent. */

/** Whether a text is an HTTP URL without user, password and fragment. */
export const isPlainUrl = (text: string): boolean => {
  // For "http://" followed by "/path", URL parsers take `path` as the host.
  if (!/^https?:\/\/[^/]/i.test(text) || text.includes("#") || !URL.canParse(text)) return false
  const { password, username } = new URL(text)
  return `${username}${password}` === ""
}

/** Whether a text can replace a vendor's origin: it may have a base path, but no query. */
export const isOrigin = (text: string): boolean => isPlainUrl(text) && !text.includes("?")

/** What is wrong with any other text. The text may contain a password, so it is not quoted. */
export const problem = "Expected an HTTP origin, such as https://host, without user, password, query and fragment"
