/** A message to the user. A success disappears after a while; an error stays until the next message. */
import { useEffect } from "preact/hooks"

export type Message = { readonly kind: "done" | "problem"; readonly text: string } | undefined

interface NoticeProps {
  readonly message: Message
  readonly onExpire: () => void
}

const shownFor = 5000

export const Notice = ({ onExpire, message }: NoticeProps) => {
  useEffect(() => {
    if (message?.kind !== "done") return undefined
    const timer = setTimeout(onExpire, shownFor)
    return () => clearTimeout(timer)
  }, [message])
  return (
    <>
      <p id="message" role="status">
        {message?.kind === "done" ? message.text : ""}
      </p>
      <p id="problem" role="alert">
        {message?.kind === "problem" ? message.text : ""}
      </p>
    </>
  )
}
