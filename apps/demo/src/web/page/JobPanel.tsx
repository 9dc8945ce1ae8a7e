/** The job: its contacts, what is about to be written, and the commands. */
import type { Question } from "@salesbridge/page/Dialogs.tsx"
import { count, plural } from "@salesbridge/page/words.ts"
import type { Kind } from "../../Row.ts"
import type { Overview } from "../JobView.ts"
import type { Act } from "./useJob.ts"

interface JobPanelProps {
  readonly overview: Overview
  readonly act: Act
  readonly onAsk: (question: Question) => void
}

const modes = {
  offline: "Sandboxes on this computer: nothing leaves it.",
  local: "Servers on this computer, which the variables name.",
  real: "The REAL vendors: what is started is written there."
}
const phases = {
  empty: "Nothing is read yet.",
  reading: "Reading who is there already, and who unsubscribed.",
  unread: "The preview failed.",
  ready: "Read. Nothing is written yet.",
  running: "Running.",
  paused: "Paused: what was being sent finishes, and nothing else is sent.",
  done: "Ran through.",
  stopped: "Could not run."
}

export const JobPanel = (props: JobPanelProps) => {
  const { status } = props.overview
  const { campaigns, left, notes, phase, mode, problem, progress } = status
  const canRead = ["empty", "unread", "ready", "done", "stopped"].includes(phase)
  return (
    <aside aria-label="The job">
      <section aria-labelledby="h-job">
        <h2 id="h-job">Job</h2>
        <p class={mode === "real" ? "real" : "quiet"}>{modes[mode]}</p>
        <p id="phase" role="status">
          {phases[phase]}
        </p>
        {problem === undefined ? null : <p class="error">{problem}</p>}
        {left.map((hint) => (
          <p key={hint} class="error">
            {hint}
          </p>
        ))}
        {progress === undefined || progress.total === 0 ? null : (
          <label>
            {progress.title}: {count(progress.done)} of {count(progress.total)}
            <progress value={progress.done} max={progress.total} />
          </label>
        )}
        <Actions {...props} />
      </section>
      {canRead ? <Upload act={props.act} isFirst={phase === "empty"} /> : null}
      {phase === "ready" ? <Intended {...status} /> : null}
      {phase === "empty" ? null : <Vendors {...props.overview} />}
      {campaigns.length === 0 ? null : (
        <section aria-labelledby="h-campaigns">
          <h2 id="h-campaigns">Salesflow campaigns</h2>
          <ul class="list">
            {campaigns.map(({ campaign, detail, started }) => (
              <li key={campaign} class={started ? "good" : "bad"}>
                {campaign}: {detail}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Notes notes={notes} />
    </aside>
  )
}

const Actions = ({ act, onAsk, overview: { counts, status } }: JobPanelProps) => {
  const { preview } = status
  const start = () => act(`start?preview=${preview}`)
  const ask = () =>
    onAsk({
      title: "Write to the real vendors?",
      text: (status.intended?.vendors ?? [])
        .map(({ intends, name }) => `${name}: ${intends.length === 0 ? "nothing" : intends.join("; ")}.`)
        .join(" "),
      yes: "Start",
      go: start
    })
  return (
    <div class="row">
      {status.phase === "unread" ? (
        <button class="primary" onClick={() => act("preview-again")}>
          Preview the same again
        </button>
      ) : null}
      {status.phase === "ready" ? (
        <button class="primary" onClick={status.mode === "real" ? ask : start}>
          Start
        </button>
      ) : null}
      {status.phase === "running" ? <button onClick={() => act("pause")}>Stop</button> : null}
      {status.phase === "paused" ? (
        <button class="primary" onClick={() => act("resume")}>
          Go on
        </button>
      ) : null}
      {status.phase === "done" && counts.failed > 0 ? (
        <button class="primary" onClick={() => act("retry")}>
          Try again what failed ({count(counts.failed)})
        </button>
      ) : null}
      {status.phase === "stopped" ? (
        <button class="primary" onClick={() => act("retry")}>
          Go on
        </button>
      ) : null}
    </div>
  )
}

const Upload = ({ act, isFirst }: { readonly act: Act; readonly isFirst: boolean }) => (
  <section aria-labelledby="h-upload">
    <h2 id="h-upload">Contacts</h2>
    <form
      id="upload"
      onSubmit={(event) => {
        event.preventDefault()
        act("preview", undefined, new FormData(event.currentTarget))
      }}
    >
      <label>
        A CSV file with a column Email
        <input type="file" name="contacts" accept=".csv,.tsv,.txt,text/csv" />
      </label>
      <label>
        Who unsubscribed, an address a line or CSV
        <input type="file" name="unsubscribed" accept=".csv,.tsv,.txt,text/csv" />
      </label>
      <p class="quiet">Without a file: what the command was started with, or the included samples.</p>
      <button class={isFirst ? "primary" : ""}>See what would happen</button>
    </form>
  </section>
)

const Intended = ({ intended }: Overview["status"]) =>
  intended === undefined ? null : (
    <section aria-labelledby="h-intended">
      <h2 id="h-intended">What would happen</h2>
      <dl>
        {intended.vendors.map(({ intends, name }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{intends.length === 0 ? "nothing" : intends.join("; ")}</dd>
          </div>
        ))}
        {intended.starts.length === 0 ? null : (
          <div>
            <dt>Salesflow starts</dt>
            <dd>{intended.starts.join(", ")}</dd>
          </div>
        )}
      </dl>
      {intended.left.length === 0 ? null : <p class="error">Nothing can be done at {intended.left.join(" and ")}.</p>}
      {intended.unreported.length === 0 ? null : (
        <p class="error">Who unsubscribed at {intended.unreported.join(" or ")} alone is unknown to this run.</p>
      )}
    </section>
  )

const shown = [
  ["delivered", "good"],
  ["there", "quiet"],
  ["suppressed", "held"],
  ["lacking", "warn"],
  ["failed", "bad"],
  ["not tried", "bad"]
] as const satisfies ReadonlyArray<readonly [Kind, string]>

const Vendors = ({ counts, outcomes, status }: Overview) => {
  const all = counts.all - counts.skipped
  return (
    <section aria-labelledby="h-vendors">
      <h2 id="h-vendors">Vendors</h2>
      {status.vendors.map(({ into, name, url, vendor }) => {
        const outcome = outcomes[vendor] ?? {}
        const known = Object.values(outcome).reduce((sum, times) => sum + times, 0)
        return (
          <div key={vendor} class="vendor">
            <strong>{name}</strong> <span class="quiet">{into ?? "source"}</span>
            {into === undefined ? null : (
              <progress value={known} max={Math.max(1, all)} aria-label={`${name}: contacts that are settled`} />
            )}
            <p class="outcomes">
              {shown.map(([kind, look]) =>
                outcome[kind] === undefined ? null : (
                  <span key={kind} class={look}>
                    {count(outcome[kind])} {kind}
                  </span>
                )
              )}
            </p>
            <p class="quiet url">{url}</p>
          </div>
        )
      })}
      <p class="quiet">
        {plural(counts.all, "contact")}, {count(counts.skipped)} skipped.
      </p>
    </section>
  )
}

const Notes = ({ notes }: Pick<Overview["status"], "notes">) =>
  notes.length === 0 ? null : (
    <section aria-labelledby="h-notes">
      <h2 id="h-notes">What happens</h2>
      <ol id="notes" class="list" reversed>
        {notes.map((note, index) => (
          <li key={notes.length - index}>{note}</li>
        ))}
      </ol>
    </section>
  )
