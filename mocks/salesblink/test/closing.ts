/** Run before each test file: closes sandboxes once their tests are done. */
import { afterAll, afterEach } from "vitest"
import { close, closeOthers } from "./caller.ts"

afterEach(closeOthers)
afterAll(close)
