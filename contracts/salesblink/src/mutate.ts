/** Tries mutants of this vendor's specification and operations; `npm run contracts:mutate` starts it. */
import { serve } from "@salesbridge/contract-kit/mutation"
import { contract } from "./contract.ts"

serve(contract)
