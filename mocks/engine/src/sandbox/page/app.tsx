/**
 * The page of a sandbox. It polls the control API every two seconds and after each change, and gets requests as events.
 * Text from the state is never set as HTML.
 */
import { useDialogs } from "@salesbridge/page/Dialogs.tsx"
import { Notice } from "@salesbridge/page/Notice.tsx"
import { Panel, Tabs } from "@salesbridge/page/Tabs.tsx"
import { count } from "@salesbridge/page/words.ts"
import { render } from "preact"
import { useEffect, useState } from "preact/hooks"
import { Controls } from "./Controls.tsx"
import { Data } from "./Data.tsx"
import { Requests } from "./Requests.tsx"
import { useSandbox } from "./useSandbox.ts"
import { Webhooks } from "./Webhooks.tsx"

type View = "data" | "requests" | "webhooks"

/** The URL's hash keeps the tab and table over a reload. */
const [, givenView, givenTable] = location.hash.split("/")

const App = () => {
  const sandbox = useSandbox()
  const { about, entries, isLive, overview } = sandbox
  const [view, setView] = useState<View>(givenView === "requests" || givenView === "webhooks" ? givenView : "data")
  const [wanted, setWanted] = useState(decodeURIComponent(givenTable ?? ""))
  const { ask, dialogs, show } = useDialogs()
  const table = overview.tables.find(({ name }) => name === wanted)?.name ?? overview.tables[0]?.name
  useEffect(() => {
    // Without the slash the hash would name an element, and move the focus there.
    const named = table ?? wanted
    history.replaceState(null, "", `#/${view}${named === "" ? "" : `/${encodeURIComponent(named)}`}`)
  }, [view, table])
  const tabs = [
    { id: "data", label: "Data" },
    { id: "requests", label: "Requests", count: count(entries.length) },
    { id: "webhooks", label: "Webhooks", count: count(overview.deliveries.all) }
  ] as const
  return (
    <>
      <a class="skip" href="#controls">
        Skip to the controls
      </a>
      <header>
        <h1>
          {about?.title ?? "Sandbox"} <small>sandbox</small>
        </h1>
        <code id="address">{location.origin}</code>
        <p id="connection" role="status" class={isLive ? "live" : ""}>
          {isLive === undefined ? "connecting" : isLive ? "live" : "no connection, trying again"}
        </p>
        <a class="jump" href="#controls">
          Controls
        </a>
      </header>
      <main>
        <Tabs label="State and events" tabs={tabs} chosen={view} onChoose={setView} />
        <Panel id="data" chosen={view}>
          <Data sandbox={sandbox} table={table} onChoose={setWanted} onOpen={show} />
        </Panel>
        <Panel id="requests" chosen={view}>
          <Requests sandbox={sandbox} onOpen={show} />
        </Panel>
        <Panel id="webhooks" chosen={view}>
          <Webhooks deliveries={overview.deliveries.latest} onOpen={show} />
        </Panel>
      </main>
      <Controls sandbox={sandbox} onAsk={ask} />
      <Notice message={sandbox.message} onExpire={() => sandbox.showMessage(undefined)} />
      {dialogs}
    </>
  )
}

render(<App />, document.body)
