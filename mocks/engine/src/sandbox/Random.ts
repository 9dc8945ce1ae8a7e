/** A sequence of numbers that looks random and is the same for the same seed (mulberry32). Its state is one integer. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed | 0
  }

  /** What to begin another with, so that it goes on from here. */
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
