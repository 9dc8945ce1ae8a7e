/** Run before each test file: closes the file's sandboxes once its tests are done. */
import { afterAll } from "vitest"
import { close } from "./caller.ts"

afterAll(close)
