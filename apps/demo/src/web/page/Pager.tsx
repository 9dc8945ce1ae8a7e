/** Moves between the portions of a list. */
import { count } from "@salesbridge/page/words.ts"
import { portionLength } from "../portionLength.ts"

interface PagerProps {
  readonly matched: number
  readonly portion: number
  readonly onTurn: (portion: number) => void
}

export const Pager = ({ matched, onTurn, portion }: PagerProps) => {
  const first = portion * portionLength
  const last = Math.min(matched, first + portionLength)
  return (
    <nav class="bar" aria-label="Portions of the list">
      <button disabled={portion === 0} onClick={() => onTurn(portion - 1)}>
        Previous
      </button>
      <button disabled={last >= matched} onClick={() => onTurn(portion + 1)}>
        Next
      </button>
      <span class="count" role="status">
        {matched === 0 ? "none" : `${count(first + 1)} to ${count(last)} of ${count(matched)}`}
      </span>
    </nav>
  )
}
