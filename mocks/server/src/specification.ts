/** The specifications that the mocks serve, for programs that read OpenAPI. Loads neither Effect nor Prism. */
import { documentOf } from "@salesbridge/mock-engine/specification"
import * as Vendor from "./Vendor.ts"

/** Where the vendor's `openapi.yaml` is. Throws `UnknownVendor`. */
export const specificationPath = (vendor: string): string => Vendor.named(vendor).spec

/** The vendor's OpenAPI document, references as they are written. Throws `UnknownVendor`. */
export const readSpecification = (vendor: string): { readonly [key: string]: unknown } =>
  documentOf(specificationPath(vendor))
