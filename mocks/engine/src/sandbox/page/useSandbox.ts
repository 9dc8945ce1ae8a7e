/** What the page knows of the sandbox, kept up to date, and how it changes something there. */
import { ask } from "@salesbridge/page/ask.ts"
import type { Told } from "@salesbridge/page/Notice.tsx"
import { useEffect, useRef, useState } from "preact/hooks"
import type { About, Overview } from "../control/routes.ts"
import type { Entry } from "../RequestLog.ts"

/** Asks for a change, shows it, and tells of it; whether it went well. `failed`: what to do instead of telling why. */
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

/** Milliseconds from one look at everything to the next; after a request; and how often at most. */
const pause = { idle: 2000, busy: 150, least: 500 }
const mostEntries = 1000

const newestFirst = (entries: ReadonlyArray<Entry>, more: ReadonlyArray<Entry>): ReadonlyArray<Entry> => {
  const known = new Set(entries.map(({ id }) => id))
  return [...more.filter(({ id }) => !known.has(id)), ...entries]
    .toSorted((one, other) => other.id - one.id)
    .slice(0, mostEntries)
}

/** Shows the requests as they come, a few at a time, and says now and then that there were some. */
const follow = (show: (entries: ReadonlyArray<Entry>) => void, busy: () => void): EventSource => {
  let arrived: ReadonlyArray<Entry> = []
  let drawn = 0
  const draw = () => {
    const more = arrived
    arrived = []
    show(more)
  }
  const live = new EventSource("live")
  live.addEventListener("message", ({ data }) => {
    if (arrived.length === 0) setTimeout(draw, 60)
    arrived = [...arrived, JSON.parse(data)]
    if (performance.now() < drawn) return
    drawn = performance.now() + pause.least
    busy()
  })
  return live
}

export const useSandbox = () => {
  const [about, setAbout] = useState<About>()
  const [overview, setOverview] = useState(nothing)
  const [entries, setEntries] = useState<ReadonlyArray<Entry>>([])
  const [isLive, setLive] = useState<boolean>()
  const [told, tell] = useState<Told>()
  const complain = (error: unknown) => tell({ kind: "problem", text: (error as Error).message })

  const refresh = async () => {
    const found = await ask<Overview>("GET", "overview")
    setOverview(found)
    // Cleared, or no longer kept. Newer ones may have come since this was asked.
    setEntries((entries) => entries.filter(({ id }) => id >= found.log.first))
  }

  const change: Change = async (method, path, body, done, failed = complain) => {
    try {
      await ask(method, path, body)
      await refresh()
      tell({ kind: "done", text: done })
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
      // Away, or stopped: the live connection says so.
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
      // It may be another sandbox than before, whose numbers begin again.
      setEntries(newestFirst([], await ask<ReadonlyArray<Entry>>("GET", `log?last=${mostEntries}`)))
      setAbout(found)
      refreshSoon()
    } catch (error) {
      complain(error)
    }
  }

  useEffect(() => {
    const show = (more: ReadonlyArray<Entry>) => setEntries((entries) => newestFirst(entries, more))
    const live = follow(show, () => refreshSoon(pause.busy))
    live.addEventListener("open", begin)
    live.addEventListener("error", () => setLive(false))
    document.addEventListener("visibilitychange", () => refreshSoon(0))
  }, [])

  return { about, overview, entries, isLive, told, tell, change }
}

export type SandboxView = ReturnType<typeof useSandbox>
