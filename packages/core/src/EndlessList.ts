/** The error of a list that never ends. */
import { TaggedError } from "./TaggedError.ts"
import type { Facts } from "./VendorError.ts"

/** The vendor promises more pages but sends no items, or repeats a page. The items received before are complete. */
export class EndlessList extends TaggedError("EndlessList")<
  Facts & {
    readonly category: "Unexpected"
    /** How many pages in a row had no items, or the same. */
    readonly pages: number
    readonly message: string
    readonly status?: undefined
    readonly retryAfter?: undefined
    readonly reason?: undefined
  }
> {
  /** `same` says that the pages have the same items. Otherwise they have none. */
  constructor({ operation, pages, same = false, vendor }: Facts & { readonly pages: number; readonly same?: boolean }) {
    const none =
      pages === 1
        ? "a page without items reports more items, but no next page"
        : `${pages} pages in a row have no items, and each reports more`
    const what = same ? `${pages} pages in a row have the same items, so the list does not end` : none
    super({ vendor, operation, category: "Unexpected", pages, message: `${vendor} ${operation}: ${what}` })
  }
}
