import { NotFound, type SalesloftClient } from "@salesbridge/salesloft/promise"

/** Returns the person, or undefined if the id does not exist. */
export const findPerson = async (salesloft: SalesloftClient, id: number) => {
  try {
    return (await salesloft.People.get({ id })).data
  } catch (error) {
    if (error instanceof NotFound) return undefined
    throw error
  }
}
