/** An answer of our own, if the vendor documents none: `application/problem+json` (RFC 9457). */
export interface Problem {
  readonly status: number
  readonly title: string
  readonly detail: string
}

export const problemType = "application/problem+json"

export const problemBody = ({ detail, status, title }: Problem, more: object = {}): object => ({
  type: "about:blank",
  title,
  status,
  detail,
  ...more
})
