import { Contract } from "@salesbridge/contract-kit"
import { describe, it } from "vitest"
import { contract } from "./contract.ts"

Contract.test({ describe, it }, contract)
