/** Checks answers with the engine's own validator: less strict than Prism, in a tenth of the time. */
import { jsonMedia, resolve } from "@salesbridge/openapi/Document"
import { type JsonObject, objectOr } from "@salesbridge/openapi/Json"
import type { Operation, Specification } from "../src/sandbox/Specification.ts"
import { compilersOf } from "../src/sandbox/Compilers.ts"

type Check = (text: string) => string | undefined

/** What is wrong with an answer. Undefined if nothing is. */
export const answerCheck = (specification: Specification) => {
  const document = specification.document as JsonObject
  const { strict } = compilersOf(document, "writeOnly")
  const checks = new Map<string, Check>()
  const checkOf = ({ method, path }: Operation, status: number): Check => {
    const operation = objectOr(objectOr(objectOr(document["paths"])[path])[method.toLowerCase()])
    const declared = objectOr(operation["responses"])[String(status)]
    if (declared === undefined) return () => `${status} is not declared`
    const media = jsonMedia(resolve(document, declared))
    if (media === undefined) return (text) => (text === "" ? undefined : "a body is not declared")
    const validate = strict(media["schema"])
    return (text) => (validate(JSON.parse(text)) ? undefined : JSON.stringify(validate.errors))
  }
  return (operation: Operation, status: number, text: string): string | undefined => {
    const key = `${operation.id} ${status}`
    const check = checks.get(key) ?? checkOf(operation, status)
    checks.set(key, check)
    return check(text)
  }
}
