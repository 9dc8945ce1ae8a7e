/** Malformed requests to every route, in both modes; the engine, which most of them do not get past, gets more. */
import { survivesMalformedRequests } from "@salesbridge/mock-engine/testing/prism"
import { target } from "../test/caller.ts"

survivesMalformedRequests(target, Number(process.env["FUZZ_REQUESTS"] ?? 500))
