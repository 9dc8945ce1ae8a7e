/**
 * Fields of answers, core's and the few of GetSales.io. Of hardly any does the document say that it is always there, so
 * each may be missing or null; one that is not what the document says is null, too, rather than costing the answer.
 */
import { Field } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import { Instant } from "./Instant.ts"

export const { field, flag, integer, oneOf, text, texts } = Field

/** A moment. */
export const instant = field(Instant)

/** A list of whatever the vendor puts there: the document shows none that is not empty. */
export const anyList = field(Schema.Array(Schema.Json))
