/** Finds lines of the job's roster by sort and text, and counts them. */
import { type Line, lineOf, type LineRecord, type Roster } from "../Roster.ts"
import type { Kind } from "../Row.ts"

/** One screen of the found items, and their total. */
export interface Portion<A> {
  readonly matched: number
  readonly items: ReadonlyArray<A>
}

/** Which lines to find. `failed` includes what was not tried, since both are tried again. */
export type Show = "all" | "open" | "skipped" | "unsubscribed" | "failed" | Exclude<Kind, "not tried">

const isFailed = "kind IN ('failed', 'not tried')"

export const searchOf = ({ query }: Roster["Service"]) => {
  const countOf = (where: string, ...params: ReadonlyArray<string>) =>
    query<{ readonly n: number }>(`SELECT count(*) AS n FROM lines WHERE ${where}`, ...params)[0]!.n
  const conditionOf = (show: Show, into: ReadonlyArray<string>) => {
    const isSome = (kind: string) => `line IN (SELECT line FROM cells WHERE ${kind})`
    if (show === "all") return "true"
    if (show === "skipped") return "skip IS NOT NULL"
    if (show === "unsubscribed") return "listed IS NOT NULL"
    if (show === "failed") return isSome(isFailed)
    if (show !== "open") return isSome(`kind = '${show.replaceAll("'", "''")}'`)
    const vendors = into.map((vendor) => `'${vendor}'`).join(", ")
    return `skip IS NULL AND (SELECT count(*) FROM cells
      WHERE cells.line = lines.line AND vendor IN (${vendors})) < ${into.length}`
  }
  const holds = (...texts: ReadonlyArray<string>) =>
    `instr(lower_case(concat_ws(char(10), ${texts.join(", ")})), ?1) > 0`
  const isFound = `(${holds("location", "who", "listed", "detail")} OR EXISTS (SELECT 1 FROM cells
    WHERE cells.line = lines.line AND ${holds("cell ->> 'text'", "cell ->> 'detail'")}))`
  return {
    /** One portion of the found lines, and their total. `into`: the vendors of their deliveries. */
    find: (
      show: Show,
      search: string,
      portion: { readonly from: number; readonly length: number },
      into: ReadonlyArray<string>
    ) => {
      const wanted = search.trim().toLowerCase()
      const where = `${conditionOf(show, into)} AND ${wanted === "" ? "?1 = ''" : isFound}`
      const page = `SELECT * FROM line_records AS lines WHERE ${where} ORDER BY line LIMIT ?2 OFFSET ?3`
      return {
        matched: countOf(where, wanted),
        items: query<LineRecord>(page, wanted, portion.length, portion.from).map(lineOf)
      } satisfies Portion<Line>
    },
    /** The number of lines of this sort. */
    count: (show: Show, into: ReadonlyArray<string>) => countOf(conditionOf(show, into)),
    /** The count of each outcome at each vendor. */
    outcomes: () =>
      query<{ readonly vendor: string; readonly kind: Kind; readonly times: number }>(
        "SELECT vendor, kind, count(*) AS times FROM cells GROUP BY kind, vendor"
      )
  }
}
