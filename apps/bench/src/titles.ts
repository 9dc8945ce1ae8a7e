/** The measured clients, by their file in `clients/`. */
export const titles = {
  salesbridge: "Salesbridge",
  fetch: "fetch + zod",
  axios: "axios + zod",
  ky: "ky + zod",
  heyApi: "hey-api + zod",
  openapiFetch: "openapi-fetch + zod",
  undici: "bare undici"
} as const

export type Name = keyof typeof titles

export const names = Object.keys(titles) as ReadonlyArray<Name>
