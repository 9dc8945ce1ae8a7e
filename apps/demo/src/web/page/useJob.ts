/** The page's copy of the job's state, kept up to date by the server, and the commands to the job. */
import { ask } from "@salesbridge/page/ask.ts"
import { follow } from "@salesbridge/page/follow.ts"
import type { Message } from "@salesbridge/page/Notice.tsx"
import { useEffect, useState } from "preact/hooks"
import type { Overview } from "../JobView.ts"

/** Sends a command and shows its result or its error. */
export type Act = (
  path: "preview" | "preview-again" | `start?preview=${number}` | "pause" | "resume" | "retry",
  done?: string,
  body?: FormData
) => void

export const useJob = () => {
  const [overview, setOverview] = useState<Overview>()
  const [isLive, setLive] = useState<boolean>()
  const [message, showMessage] = useState<Message>()
  useEffect(() => {
    follow("live", ({ data, event }) => {
      if (data !== undefined) setOverview(JSON.parse(data))
      else setLive(event === "open")
    })
  }, [])
  const act: Act = (path, done, body) => {
    showMessage(undefined)
    ask("POST", path, body).then(
      () => showMessage(done === undefined ? undefined : { kind: "done", text: done }),
      (error: Error) => showMessage({ kind: "problem", text: error.message })
    )
  }
  return { overview, isLive, message, showMessage, act }
}
