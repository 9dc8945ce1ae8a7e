/** Active faults, common faults as buttons, and a form for all others. */
import { useKeptFocus } from "@salesbridge/page/useKeptFocus.ts"
import { useRef, useState } from "preact/hooks"
import type { About } from "../control/routes.ts"
import type { StandingFault } from "../Faults.ts"
import type { Change } from "./useSandbox.ts"

interface FaultsProps {
  readonly faults: ReadonlyArray<StandingFault>
  readonly operations: About["operations"]
  readonly change: Change
}

const presets = [
  ["Every call 503", { status: 503 }],
  ["One in ten dropped after the work", { drop: true, when: "after", share: 0.1 }],
  ["Slow: 1 s ± 1 s", { latency: 0, jitter: "2s" }],
  ["Next call 429", { status: 429, retryAfter: 1, count: 1 }]
] as const

const wordsOf = (fault: StandingFault): string =>
  [
    [
      fault.status,
      fault.drop && "dropped",
      fault.body && `${fault.body} body`,
      fault.when === "after" && "after the work"
    ]
      .filter(Boolean)
      .join(" "),
    fault.latency && `${fault.latency} late`,
    fault.jitter && `up to ${fault.jitter} late`,
    fault.drip && `drips every ${fault.drip}`,
    `${fault.share === undefined ? "" : `${Math.round(fault.share * 1000) / 10} % of `}${fault.operation ?? "every call"}`,
    fault.skip && `after ${fault.skip}`,
    fault.count && `${fault.count} ×`
  ]
    .filter(Boolean)
    .join(", ")

export const Faults = ({ change, faults, operations }: FaultsProps) => {
  const list = useRef<HTMLUListElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useKeptFocus(list, heading)
  return (
    <section aria-labelledby="h-faults">
      <h2 id="h-faults" tabIndex={-1} ref={heading}>
        Faults
      </h2>
      <ul class="list" aria-label="Standing faults" ref={list}>
        {faults.map((fault) => (
          <li key={fault.id}>
            <span class={fault.count !== undefined && fault.struck >= fault.count ? "over" : ""}>
              ⚡ {fault.id} · {wordsOf(fault)}
            </span>
            <span class="quiet">struck {fault.struck}</span>
            <button
              aria-label={`Remove fault ${fault.id}`}
              onClick={() => change("DELETE", `faults/${fault.id}`, undefined, `Fault ${fault.id} removed.`)}
            >
              Remove
            </button>
          </li>
        ))}
      </ul>
      <p class="quiet" hidden={faults.length > 0}>
        None. Every call goes as it should.
      </p>
      <div class="row small" role="group" aria-label="Add a usual fault">
        {presets.map(([name, fault]) => (
          <button key={name} onClick={() => change("POST", "faults", fault, `Fault added: ${name}.`)}>
            {name}
          </button>
        ))}
      </div>
      <details>
        <summary>Add a fault</summary>
        <FaultForm operations={operations} change={change} />
      </details>
      <button
        hidden={faults.length === 0}
        onClick={async () => {
          if (await change("DELETE", "faults", undefined, "All faults are removed.")) heading.current?.focus()
        }}
      >
        Clear all faults
      </button>
    </section>
  )
}

/** The fault of a form, as the sandbox expects it. */
const faultOf = (form: HTMLFormElement) =>
  Object.fromEntries(
    [...new FormData(form)]
      .filter(([, value]) => value !== "")
      .map(([name, value]) => {
        if (name === "drop") return [name, true]
        const isText = ["latency", "jitter", "drip"].includes(name) || Number.isNaN(Number(value))
        return [name, isText ? value : Number(value)]
      })
  )

const bodies = [
  ["", "as it is"],
  ["truncated", "truncated"],
  ["html", "html"],
  ["empty", "empty"]
] as const

const moments = [
  ["before", "before the work"],
  ["after", "after the work"]
] as const

const fields: ReadonlyArray<FieldProps> = [
  { name: "share", label: "Share of calls", placeholder: "1 = all, 0.1" },
  { name: "count", label: "Ends after", placeholder: "never" },
  { name: "latency", label: "Latency", placeholder: "0, 250ms, 2s" },
  { name: "jitter", label: "Jitter, up to", placeholder: "0, 250ms, 2s" },
  { name: "drip", label: "Drip, 16 bytes each", placeholder: "0, 250ms" },
  { name: "skip", label: "Lets pass first", placeholder: "0" }
]

const FaultForm = ({ change, operations }: Omit<FaultsProps, "faults">) => {
  const [operation, setOperation] = useState("")
  const [wrong, setWrong] = useState("")
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        setWrong("")
        void change("POST", "faults", faultOf(event.currentTarget), "Fault added.", ({ message }) => setWrong(message))
      }}
    >
      <label class="whole">
        Operation
        <select name="operation" onChange={({ currentTarget }) => setOperation(currentTarget.value)}>
          <option value="">every operation</option>
          {operations.map(({ id, method, path }) => (
            <option key={id} value={id}>
              {id} ({method} {path})
            </option>
          ))}
        </select>
      </label>
      <label>
        Status
        <Statuses documented={operations.find(({ id }) => id === operation)?.statuses} />
      </label>
      <Field name="retryAfter" label="Retry-After" placeholder="seconds" />
      <Choice name="body" label="Body" options={bodies} />
      <Choice name="when" label="When" options={moments} />
      {fields.map((field) => (
        <Field key={field.name} {...field} />
      ))}
      <label class="check">
        <input type="checkbox" name="drop" /> Drop the connection
      </label>
      <p class="error" role="alert">
        {wrong}
      </p>
      <button class="primary">Add fault</button>
    </form>
  )
}

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly placeholder: string
}

const Field = ({ label, name, placeholder }: FieldProps) => (
  <label>
    {label} <input name={name} placeholder={placeholder} />
  </label>
)

interface ChoiceProps extends Omit<FieldProps, "placeholder"> {
  readonly options: ReadonlyArray<readonly [value: string, words: string]>
}

const Choice = ({ label, name, options }: ChoiceProps) => (
  <label>
    {label}
    <select name={name}>
      {options.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  </label>
)

const usual = [400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504]

/** The statuses of the operation, and the common ones. */
const Statuses = ({ documented = [] }: { readonly documented?: ReadonlyArray<number> | undefined }) => {
  const groups = [
    ["Documented", documented.toSorted((one, other) => one - other)],
    [documented.length === 0 ? "Usual" : "Not documented", usual.filter((status) => !documented.includes(status))]
  ] as const
  return (
    <select name="status" key={documented.join()}>
      <option value="">as it is</option>
      {groups
        .filter(([, statuses]) => statuses.length > 0)
        .map(([label, statuses]) => (
          <optgroup key={label} label={label}>
            {statuses.map((status) => (
              <option key={status}>{status}</option>
            ))}
          </optgroup>
        ))}
    </select>
  )
}
