/** The number of lines on the page at once. */
export const portionLength = 100
