/** Input that no slice can be made of. Nothing was written. */
export class Refused extends Error {
  override readonly name = "Refused"
  /** What is wrong, where, and what to do about it; one entry for each. */
  readonly problems: ReadonlyArray<string>
  constructor(problems: ReadonlyArray<string>) {
    super(problems.join("\n"))
    this.problems = problems
  }
}
