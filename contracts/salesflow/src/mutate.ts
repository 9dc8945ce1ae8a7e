/** Tries faults planted in this vendor's specification and operations; `npm run contracts:mutate` starts it. */
import { FaultWorker } from "@salesbridge/contract-kit"
import { contract } from "./contract.ts"

FaultWorker.serve(contract)
