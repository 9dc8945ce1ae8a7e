/** A message to the user. A success disappears after a while; an error stays until the next message. */
import { useEffect } from "preact/hooks"

export type Told = { readonly kind: "done" | "problem"; readonly text: string } | undefined

interface NoticeProps {
  readonly told: Told
  readonly onOver: () => void
}

const shown = 5000

export const Notice = ({ onOver, told }: NoticeProps) => {
  useEffect(() => {
    if (told?.kind !== "done") return undefined
    const timer = setTimeout(onOver, shown)
    return () => clearTimeout(timer)
  }, [told])
  return (
    <>
      <p id="message" role="status">
        {told?.kind === "done" ? told.text : ""}
      </p>
      <p id="problem" role="alert">
        {told?.kind === "problem" ? told.text : ""}
      </p>
    </>
  )
}
