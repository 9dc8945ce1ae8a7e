/** The error of a list that never ends. */
import { TaggedError } from "./TaggedError.ts"
import type { Facts } from "./VendorError.ts"

/** The vendor promises more pages but sends no items. The items received before are complete. */
export class EndlessList extends TaggedError("EndlessList")<
  Facts & {
    readonly category: "Unexpected"
    /** How many pages in a row had no items. */
    readonly pages: number
    readonly message: string
    readonly status?: undefined
    readonly retryAfter?: undefined
    readonly reason?: undefined
  }
> {
  constructor({ operation, pages, vendor }: Facts & { readonly pages: number }) {
    const what =
      pages === 1
        ? "a page without items reports more items, but no next page"
        : `${pages} pages in a row have no items, and each reports more`
    super({ vendor, operation, category: "Unexpected", pages, message: `${vendor} ${operation}: ${what}` })
  }
}
