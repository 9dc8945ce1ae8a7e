/** What a server of ours answers where no vendor has an answer: `application/problem+json`, as RFC 9457 has it. */
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
