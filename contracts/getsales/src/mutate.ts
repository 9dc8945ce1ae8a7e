/** Tests the contract with mutants of this vendor's specification and operations; run by `npm run contracts:mutate`. */
import { serve } from "@salesbridge/contract-kit/mutation"
import { contract } from "./contract.ts"

serve(contract)
