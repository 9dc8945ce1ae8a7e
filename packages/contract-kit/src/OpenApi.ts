/** A specification as the checks read it. */
export { jsonMedia, resolve as deref } from "@salesbridge/openapi/Document"
export * from "@salesbridge/openapi/Specification"
