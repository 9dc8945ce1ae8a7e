/** The optional properties of a type that refuse an explicit `undefined`, with `exactOptionalPropertyTypes`. */
export type Refused<O> = {
  [K in keyof O]-?: {} extends Pick<O, K> ? ({ [P in K]: undefined } extends Pick<O, K> ? never : K) : never
}[keyof O]
