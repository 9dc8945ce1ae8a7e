/** Input from which a slice cannot be made. Nothing was written. */
export class Refused extends Error {
  override readonly name = "Refused"
  /** The problems, each with its place and a remedy. */
  readonly problems: ReadonlyArray<string>
  constructor(problems: ReadonlyArray<string>) {
    super(problems.join("\n"))
    this.problems = problems
  }
}
