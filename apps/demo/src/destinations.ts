/** The vendors that contacts can be delivered to, in the order of the report. */
import type { Destination } from "./Destination.ts"
import * as GetSales from "./GetSales.ts"
import * as SalesBlink from "./SalesBlink.ts"
import * as Salesloft from "./Salesloft.ts"
import type { VendorIntegration } from "./VendorIntegration.ts"

export const destinations: ReadonlyArray<VendorIntegration<Destination>> = [
  SalesBlink.integration,
  GetSales.integration,
  Salesloft.integration
]
