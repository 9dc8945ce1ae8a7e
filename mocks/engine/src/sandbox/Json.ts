/** What the specification has given a type already, or what a definition keeps to itself. */
// oxlint-disable-next-line typescript/no-explicit-any -- naming each would say again what the specification says
export type Untyped = any
