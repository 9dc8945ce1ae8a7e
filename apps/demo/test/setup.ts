/**
 * Runs for each test file. An `afterAll` in `command.ts` would run for the first one only, since the files share their
 * modules.
 */
import { afterAll } from "vitest"
import { cleanUp } from "./command.ts"

afterAll(cleanUp)
