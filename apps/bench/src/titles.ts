/** The clients that are measured, by the file in `clients/` that calls with them. */
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
