/** A value whose type the specification or a definition has checked. */
// oxlint-disable-next-line typescript/no-explicit-any -- naming each would say again what the specification says
export type Untyped = any
