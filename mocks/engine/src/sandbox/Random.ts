/** A pseudo-random sequence (mulberry32). The same seed gives the same numbers; the state is one integer. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed | 0
  }

  /** The seed of a sequence that continues this one. */
  get state(): number {
    return this.#state
  }

  /** From 0 to below 1. */
  readonly next = (): number => {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A version 4 UUID. */
  readonly uuid = (): string =>
    "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".replaceAll(/[xy]/g, (letter) =>
      Math.floor(letter === "x" ? this.next() * 16 : 8 + this.next() * 4).toString(16)
    )
}
