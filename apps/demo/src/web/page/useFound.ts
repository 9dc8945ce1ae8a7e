/** A list of the server, searched and shown in portions, and loaded again whenever the job has changed. */
import { ask } from "@salesbridge/page/ask.ts"
import { useEffect, useState } from "preact/hooks"
import type { Portion } from "../search.ts"

interface Wanted {
  readonly search: string
  readonly portion: number
  readonly show?: string
}

export const useFound = <A>(path: string, changed: unknown) => {
  const [wanted, setWanted] = useState<Wanted>({ search: "", portion: 0 })
  const [found, setFound] = useState<Portion<A>>({ matched: 0, items: [] })
  useEffect(() => {
    let isLate = false
    const query = new URLSearchParams(Object.entries(wanted).map(([name, value]) => [name, String(value)]))
    ask<Portion<A>>("GET", `${path}?${query}`).then(
      (answer) => {
        if (!isLate) setFound(answer)
      },
      // The server is away or stopped, which the live connection shows.
      () => undefined
    )
    return () => {
      isLate = true
    }
  }, [changed, wanted])
  return {
    ...found,
    portion: wanted.portion,
    /** Starts another search from the first portion. */
    want: (change: Partial<Wanted>) => setWanted({ ...wanted, portion: 0, ...change })
  }
}
