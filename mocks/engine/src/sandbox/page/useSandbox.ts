/** The page's copy of the sandbox's data, kept current, and its changes. */
import { ask } from "@salesbridge/page/ask.ts"
import { follow } from "@salesbridge/page/follow.ts"
import type { Message } from "@salesbridge/page/Notice.tsx"
import { useEffect, useRef, useState } from "preact/hooks"
import type { About, Overview } from "../control/routes.ts"
import type { Entry } from "../RequestLog.ts"

/** Requests a change and reports it. Resolves with whether it succeeded. `failed` replaces the report of an error. */
export type Change = (
  method: string,
  path: string,
  body: unknown,
  done: string,
  failed?: (error: Error) => void
) => Promise<boolean>

const nothing: Overview = {
  now: new Date().toISOString(),
  tables: [],
  log: { first: 0 },
  faults: [],
  due: { all: 0, next: [] },
  deliveries: { all: 0, latest: [] },
  snapshots: []
}

/** Milliseconds: between polls, after a request, and the shortest pause. */
const pause = { idle: 2000, busy: 150, least: 500 }
const mostEntries = 1000

const newestFirst = (entries: ReadonlyArray<Entry>, more: ReadonlyArray<Entry>): ReadonlyArray<Entry> => {
  const known = new Set(entries.map(({ id }) => id))
  return [...more.filter(({ id }) => !known.has(id)), ...entries]
    .toSorted((one, other) => other.id - one.id)
    .slice(0, mostEntries)
}

/** Shows requests in batches as they come, and calls `busy` from time to time. */
const inBatches = (show: (entries: ReadonlyArray<Entry>) => void, busy: () => void) => {
  let arrived: ReadonlyArray<Entry> = []
  let drawn = 0
  const draw = () => {
    const more = arrived
    arrived = []
    show(more)
  }
  return (entry: Entry) => {
    if (arrived.length === 0) setTimeout(draw, 60)
    arrived = [...arrived, entry]
    if (performance.now() < drawn) return
    drawn = performance.now() + pause.least
    busy()
  }
}

export const useSandbox = () => {
  const [about, setAbout] = useState<About>()
  const [overview, setOverview] = useState(nothing)
  const [entries, setEntries] = useState<ReadonlyArray<Entry>>([])
  const [isLive, setLive] = useState<boolean>()
  const [message, showMessage] = useState<Message>()
  const showProblem = (error: unknown) => showMessage({ kind: "problem", text: (error as Error).message })

  const refresh = async () => {
    const found = await ask<Overview>("GET", "overview")
    setOverview(found)
    // The log was cleared or is full. Newer requests may have come meanwhile.
    setEntries((entries) => entries.filter(({ id }) => id >= found.log.first))
  }

  const change: Change = async (method, path, body, done, failed = showProblem) => {
    try {
      await ask(method, path, body)
      await refresh()
      showMessage({ kind: "done", text: done })
      return true
    } catch (error) {
      failed(error as Error)
      return false
    }
  }

  const timer = useRef<ReturnType<typeof setTimeout>>()
  const refreshSoon = (after = pause.idle) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(async () => {
      // The sandbox has stopped; the live connection shows that.
      if (!document.hidden) await refresh().catch(() => undefined)
      refreshSoon()
    }, after)
  }

  const begin = async () => {
    setLive(true)
    try {
      const found = await ask<About>("GET", "./")
      document.title = `${found.title} sandbox`
      await refresh()
      // It may be another sandbox than before, with new ids.
      setEntries(newestFirst([], await ask<ReadonlyArray<Entry>>("GET", `log?last=${mostEntries}`)))
      setAbout(found)
      refreshSoon()
    } catch (error) {
      showProblem(error)
    }
  }

  useEffect(() => {
    const show = (more: ReadonlyArray<Entry>) => setEntries((entries) => newestFirst(entries, more))
    const arrive = inBatches(show, () => refreshSoon(pause.busy))
    follow("live", ({ data, event }) => {
      if (data !== undefined) arrive(JSON.parse(data))
      else if (event === "open") void begin()
      else setLive(false)
    })
    document.addEventListener("visibilitychange", () => refreshSoon(0))
  }, [])

  return { about, overview, entries, isLive, message, showMessage, change }
}

export type SandboxView = ReturnType<typeof useSandbox>
