/** Finds the targets of references. */
import { isObject, type Json, type JsonObject } from "./Json.ts"

/** The target of a reference within the document; undefined if there is none. */
export const at = (document: JsonObject, reference: string): Json | undefined =>
  reference
    .replace(/^#\/?/, "")
    .split("/")
    .filter((step) => step !== "")
    .map((step) => decoded(step).replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<Json | undefined>((place, step) => {
      if (Array.isArray(place)) return (place as ReadonlyArray<Json>)[Number(step)]
      return isObject(place) && Object.hasOwn(place, step) ? place[step] : undefined
    }, document)

const decoded = (step: string): string => {
  try {
    return decodeURIComponent(step)
  } catch {
    return step
  }
}
