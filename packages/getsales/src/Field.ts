/**
 * Fields of responses: core's, and a few of GetSales.io. The API reference hardly ever says that a field is always
 * present, so each may be missing or null. A value of another type than documented decodes as null instead of failing
 * the response.
 */
import { Field } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import { Instant } from "./Instant.ts"

export const { boolean, field, integer, oneOf, string, strings } = Field

/** A timestamp. */
export const instant = field(Instant)

/** A list of any values. The API reference shows only empty ones. */
export const anyList = field(Schema.Array(Schema.Json))
