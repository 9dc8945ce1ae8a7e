/** Malformed requests to an invented vendor. Each vendor's mock has the same test for its own routes. */
import { survivesMalformedRequests } from "../test/fuzz.ts"
import { shop } from "../test/Shop.ts"

survivesMalformedRequests(shop, Number(process.env["FUZZ_REQUESTS"] ?? 3000))
