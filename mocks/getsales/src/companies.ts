/** The companies of contacts. Version 3.0 has no calls for them; contacts refer to them. */
import type { Context } from "@salesbridge/mock-engine/sandbox"
import { seconds } from "./timestamps.ts"
import { add, findBy } from "./records.ts"
import { type Company, type State, team } from "./State.ts"

const keysOfCompany = ({ name }: Company): ReadonlyArray<string> => [name.toLowerCase()]

/** The company with that name. Guess: a new name creates a company. */
export const companyOf = ({ now, state, uuid }: Context<State>, name: string): Company => {
  const found = findBy(state.companies, keysOfCompany, [name.toLowerCase()])
  if (found !== undefined) return found
  const at = seconds(now())
  const company: Company = {
    uuid: uuid(),
    team_id: team,
    name,
    domain: null,
    ln_id: null,
    created_at: at,
    updated_at: at
  }
  add(state.companies, company, keysOfCompany)
  return company
}
