/** The failed checks that the vendor's contract table does not show, such as those of its sandbox and webhooks. */
import { existsSync, readFileSync } from "node:fs"

interface Report {
  readonly testResults: ReadonlyArray<{
    readonly name: string
    readonly message?: string
    readonly assertionResults: ReadonlyArray<{
      readonly ancestorTitles: ReadonlyArray<string>
      readonly fullName: string
      readonly status: string
      readonly failureMessages: ReadonlyArray<string>
    }>
  }>
}

/** The test that lists what is still to be written. `npm run contracts -- <vendor> --verbose` prints its list. */
const placeholders = "todo.test.ts"

/** Returns the name and the message of each of these checks. `report` is the file that Vitest wrote. */
export const failedOtherChecks = (vendor: string, report: URL): ReadonlyArray<string> =>
  existsSync(report) ? failedIn(vendor, JSON.parse(readFileSync(report, "utf8")) as Report) : []

export const failedIn = (vendor: string, { testResults }: Report): ReadonlyArray<string> =>
  testResults
    .filter(({ name }) => !name.endsWith(placeholders))
    .flatMap(({ assertionResults, message = "", name }) => {
      const failed = assertionResults.filter(
        // In contract.test.ts, the checks of the table are inside a `describe`, one for each witness.
        (_) => _.status === "failed" && (_.ancestorTitles.length === 0 || !name.endsWith("contract.test.ts"))
      )
      // A file that cannot be loaded has no tests, and its message often lacks the place.
      if (assertionResults.length === 0 && message !== "") {
        return [indented(`${vendor}: ${name}`, `${message}\nnpm run typecheck may say where.`)]
      }
      return failed.map(({ failureMessages, fullName }) =>
        indented(`${vendor}: ${fullName}`, withoutStack(failureMessages.join("\n")))
      )
    })

const withoutStack = (text: string): string =>
  text
    .split("\n")
    .filter((line) => !/^\s+at /.test(line))
    .join("\n")
    .replace(/^\w*Error: /, "")

const indented = (title: string, text: string): string => [`  ✗ ${title}`, ...text.split("\n")].join("\n      ")
