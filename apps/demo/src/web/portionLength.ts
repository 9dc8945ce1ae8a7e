/** How many lines the page shows at once. */
export const portionLength = 100
