/**
 * The page that drives the job: preview, start, watch, pause, resume, and try again. The server reports changes, and
 * lists are loaded in portions. Text from files and vendors is never inserted as HTML.
 */
import { useDialogs } from "@salesbridge/page/Dialogs.tsx"
import { Notice } from "@salesbridge/page/Notice.tsx"
import { Panel, Tabs } from "@salesbridge/page/Tabs.tsx"
import { count } from "@salesbridge/page/words.ts"
import { render } from "preact"
import { useState } from "preact/hooks"
import { Contacts } from "./Contacts.tsx"
import { Failures } from "./Failures.tsx"
import { JobPanel } from "./JobPanel.tsx"
import { Suppressions } from "./Suppressions.tsx"
import { useJob } from "./useJob.ts"

const App = () => {
  const { act, isLive, overview, showMessage, message } = useJob()
  const [view, setView] = useState<"contacts" | "failures" | "suppressions">("contacts")
  const { ask, dialogs, show } = useDialogs()
  const tabs = [
    { id: "contacts", label: "Contacts", count: count(overview?.counts.all ?? 0) },
    { id: "failures", label: "Refusals", count: count(overview?.refusals ?? 0) },
    { id: "suppressions", label: "Suppressed" }
  ] as const
  return (
    <>
      <a class="skip" href="#main">
        Skip to the contacts
      </a>
      <header>
        <h1>
          Outreach <small>contacts to every vendor</small>
        </h1>
        <p id="connection" role="status" class={isLive ? "live" : ""}>
          {isLive === undefined
            ? "connecting"
            : isLive
              ? "live"
              : "no connection: the command prints a new address when it starts again"}
        </p>
      </header>
      {overview === undefined ? null : (
        <>
          <JobPanel overview={overview} act={act} onAsk={ask} />
          <main id="main" aria-label="Contacts and what became of them" tabIndex={-1}>
            <Tabs label="What to look at" tabs={tabs} chosen={view} onChoose={setView} />
            <Panel id="contacts" chosen={view}>
              {view === "contacts" ? <Contacts overview={overview} onOpen={show} /> : null}
            </Panel>
            <Panel id="failures" chosen={view}>
              {view === "failures" ? <Failures overview={overview} onOpen={show} /> : null}
            </Panel>
            <Panel id="suppressions" chosen={view}>
              {view === "suppressions" ? <Suppressions overview={overview} onOpen={show} /> : null}
            </Panel>
          </main>
        </>
      )}
      <Notice message={message} onExpire={() => showMessage(undefined)} />
      {dialogs}
    </>
  )
}

render(<App />, document.body)
