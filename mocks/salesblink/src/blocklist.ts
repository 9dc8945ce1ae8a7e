/** Addresses and domains that are never written to, in version 1.0.0. Guess: the form of an entry. */
import { cut } from "./listing.ts"
import { notFound, success } from "./responses.ts"
import type { SalesBlinkCall } from "./State.ts"

const keyOf = (email: unknown) => String(email).toLowerCase()

export const getBlocklist = ({ query, state }: SalesBlinkCall) => {
  const { search, type } = query
  const found = Object.values(state.blocklist).filter(
    (_) => (type === undefined || _.type === type) && _.email.includes(keyOf(search ?? ""))
  )
  return success(cut(found, query, 50))
}

export const addToBlocklist = (call: SalesBlinkCall) => {
  for (const email of (call.body.emails as ReadonlyArray<string>).map(keyOf)) {
    const type = email.includes("@") ? "email" : "domain"
    call.state.blocklist[email] ??= { id: call.uuid(), email, type, date_created: new Date(call.now()).toISOString() }
  }
  return success()
}

export const deleteAllBlocklist = ({ state }: SalesBlinkCall) => {
  for (const email of Object.keys(state.blocklist)) delete state.blocklist[email]
  return success()
}

export const removeFromBlocklist = ({ body, state }: SalesBlinkCall) => {
  for (const email of body.emails) delete state.blocklist[keyOf(email)]
  return success()
}

export const checkBlocklist = ({ query, state }: SalesBlinkCall) => {
  const email = keyOf(query["email"])
  const keys = [email, email.split("@").at(-1) ?? ""]
  return success({ blocked: keys.some((_) => Object.hasOwn(state.blocklist, _)) })
}

export const deleteBlocklistEntry = ({ path, state }: SalesBlinkCall) => {
  const entry = Object.values(state.blocklist).find(({ id }) => id === path["id"])
  if (entry === undefined) return notFound("entry", String(path["id"]))
  delete state.blocklist[entry.email]
  return success()
}
