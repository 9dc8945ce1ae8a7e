/** Where contacts can be brought, in the order of the report. */
import type { Destination, VendorKind } from "./Destination.ts"
import * as GetSales from "./GetSales.ts"
import * as SalesBlink from "./SalesBlink.ts"
import * as Salesloft from "./Salesloft.ts"

export const destinations: ReadonlyArray<VendorKind<Destination>> = [SalesBlink.kind, GetSales.kind, Salesloft.kind]
