/** Malformed requests to every route, in both modes. */
import { survivesMalformedRequests } from "@salesbridge/mock-engine/testing/prism"
import { target } from "../test/caller.ts"

survivesMalformedRequests(target, Number(process.env["FUZZ_REQUESTS"] ?? 2500))
