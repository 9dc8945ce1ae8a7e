/** Reads an OpenAPI specification into the form that the checks use. */
export { jsonMedia, resolve as deref } from "@salesbridge/openapi/Document"
export * from "@salesbridge/openapi/Specification"
