/** Controls of the sandbox: its clock, faults, events and snapshots. */
import type { Question } from "@salesbridge/page/Dialogs.tsx"
import { count, span } from "@salesbridge/page/words.ts"
import { useEffect, useState } from "preact/hooks"
import type { About, Overview } from "../control/routes.ts"
import { Faults } from "./Faults.tsx"
import type { Change, SandboxView } from "./useSandbox.ts"

interface ControlsProps {
  readonly sandbox: SandboxView
  readonly onAsk: (question: Question) => void
}

export const Controls = ({ onAsk, sandbox: { about, change, overview } }: ControlsProps) => (
  <aside id="controls" aria-label="Controls" tabIndex={-1}>
    <Vendors about={about} />
    <Clock {...overview} change={change} />
    <Faults faults={overview.faults} operations={about?.operations ?? []} change={change} />
    {about === undefined || about.events.length === 0 ? null : (
      <section aria-labelledby="h-events">
        <h2 id="h-events">Events</h2>
        <p class="quiet">What happens at the vendor without a call.</p>
        <div>
          {about.events.map((event) => (
            <Event key={event.name} {...event} change={change} />
          ))}
        </div>
      </section>
    )}
    <Snapshots names={overview.snapshots} change={change} onAsk={onAsk} />
  </aside>
)

const Vendors = ({ about }: { readonly about: About | undefined }) => (
  <section aria-labelledby="h-vendors">
    <h2 id="h-vendors">Vendors</h2>
    <p class="quiet">
      {about === undefined ? "" : about.limits.length === 0 ? "No limits hold." : `Limits: ${about.limits.join(", ")}.`}
    </p>
    <ul class="list" aria-label="Other sandboxes and notes">
      {about?.others.map(({ url, vendor }) => (
        <li key={vendor}>
          <a href={`${url}/_sandbox/`}>{vendor}</a>
        </li>
      ))}
      {about?.hasNotes === true ? (
        <li>
          <a href="notes">Notes: seed, rules, limits, guesses</a>
        </li>
      ) : null}
    </ul>
  </section>
)

const steps = [
  ["15s", "15 s"],
  ["1m", "1 min"],
  ["1h", "1 h"],
  ["1d", "1 day"]
] as const

const Clock = ({ change, due, now }: Pick<Overview, "due" | "now"> & { readonly change: Change }) => {
  const [since, setSince] = useState(0)
  useEffect(() => {
    const begun = performance.now()
    setSince(0)
    const timer = setInterval(() => setSince(performance.now() - begun), 1000)
    return () => clearInterval(timer)
  }, [now])
  const time = Date.parse(now) + since
  const ahead = time - Date.now()
  const isElsewhere = Math.abs(ahead) >= 5000
  return (
    <section aria-labelledby="h-clock">
      <h2 id="h-clock">Clock</h2>
      <p>
        <time id="now">{new Date(time).toISOString().slice(0, 19).replace("T", " ")} UTC</time>{" "}
        <span class="quiet">{isElsewhere ? `${span(Math.abs(ahead))} ${ahead > 0 ? "ahead" : "behind"}` : ""}</span>
      </p>
      <div class="row" role="group" aria-label="Move the clock ahead">
        {steps.map(([advance, words]) => (
          <button key={advance} onClick={() => change("POST", "clock", { advance }, `The clock moved ${words} ahead.`)}>
            +{words}
          </button>
        ))}
      </div>
      <h3>Due</h3>
      <ul id="due" class="list">
        {due.next.map(({ at, id, words }) => (
          <li key={id} title={words}>
            <span>{words}</span>
            <span class="quiet">in {span(at - Date.parse(now))}</span>
          </li>
        ))}
      </ul>
      <p class="quiet">
        {due.all === 0 ? "Nothing." : due.all > due.next.length ? `and ${count(due.all - due.next.length)} more` : ""}
      </p>
    </section>
  )
}

const Event = ({ change, description, example, name }: About["events"][number] & { readonly change: Change }) => {
  const [wrong, setWrong] = useState("")
  const text = JSON.stringify(example, null, 2) ?? ""
  const send = async (given: string) => {
    setWrong("")
    try {
      const payload: unknown = given.trim() === "" ? {} : JSON.parse(given)
      await change("POST", `events/${encodeURIComponent(name)}`, payload, `Triggered: ${name}.`, ({ message }) =>
        setWrong(message)
      )
    } catch (error) {
      setWrong(`The payload is not JSON: ${(error as Error).message}`)
    }
  }
  return (
    <details>
      <summary>{name}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void send(String(new FormData(event.currentTarget).get("payload")))
        }}
      >
        <p class="quiet">{description}</p>
        <label class="whole">
          Payload{" "}
          <textarea
            name="payload"
            rows={Math.min(12, text.split("\n").length)}
            spellcheck={false}
            defaultValue={text}
          />
        </label>
        <p class="error" role="alert">
          {wrong}
        </p>
        <button class="primary" aria-label={`Trigger ${name}`}>
          Trigger
        </button>
      </form>
    </details>
  )
}

interface SnapshotsProps extends Pick<ControlsProps, "onAsk"> {
  readonly names: ReadonlyArray<string>
  readonly change: Change
}

const Snapshots = ({ change, names, onAsk }: SnapshotsProps) => (
  <section aria-labelledby="h-snapshots">
    <h2 id="h-snapshots">Snapshots</h2>
    <ul class="list" aria-label="Snapshots">
      {names.map((name) => (
        <li key={name}>
          <span>{name}</span>
          <button
            aria-label={`Restore ${name}`}
            onClick={() =>
              onAsk({
                title: `Restore ${name}?`,
                text: "What changed since then is lost. Faults and log stay.",
                yes: "Restore",
                go: () =>
                  change(
                    "POST",
                    `snapshots/${encodeURIComponent(name)}/restore`,
                    undefined,
                    `Back at snapshot ${name}.`
                  )
              })
            }
          >
            Restore
          </button>
        </li>
      ))}
    </ul>
    <form
      id="snapshot"
      class="row"
      onSubmit={(event) => {
        event.preventDefault()
        const form = event.currentTarget
        const name = String(new FormData(form).get("name")).trim()
        void change("POST", "snapshots", { name }, "Snapshot taken.").then(() => form.reset())
      }}
    >
      <input aria-label="Name of the snapshot" name="name" placeholder="Name, optional" />
      <button>Take snapshot</button>
    </form>
    <button
      class="danger"
      onClick={() =>
        onAsk({
          title: "Reset the sandbox?",
          text: "State, clock, faults, log and webhooks are reset to the beginning. Snapshots stay.",
          yes: "Reset",
          go: () => change("POST", "reset", undefined, "Back to the seed.")
        })
      }
    >
      Reset to the seed…
    </button>
  </section>
)
