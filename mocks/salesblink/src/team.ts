/** List Members. */
import { forAdministrators } from "./access.ts"
import { answer } from "./responses.ts"

/** Guess: only for administrators, as the API reference's 403 says of requests that it does not name. */
export const listMembers = forAdministrators(({ state }) =>
  answer(
    state.team.map(({ company_name, email, user_name, user_picture }) => ({
      user_name,
      email,
      company_name,
      user_picture
    }))
  )
)
