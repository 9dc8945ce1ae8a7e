/** The mocks' specifications, for programs that read OpenAPI. Loads neither Effect nor Prism. */
import { documentOf } from "@salesbridge/mock-engine/specification"
import * as Vendor from "./Vendor.ts"

/** The path of a vendor's `openapi.yaml`. Throws `UnknownVendor`. */
export const specificationPath = (vendor: string): string => Vendor.named(vendor).spec

/** A vendor's OpenAPI document with unresolved references. Throws `UnknownVendor`. */
export const readSpecification = (vendor: string): { readonly [key: string]: unknown } =>
  documentOf(specificationPath(vendor))
