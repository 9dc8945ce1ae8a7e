/** Tabs. They take one stop of the Tab key; the arrow keys, Home and End move among them. */
import type { ComponentChildren } from "preact"

export interface Tab<Id extends string> {
  readonly id: Id
  readonly label: string
  readonly count?: string
}

interface TabsProps<Id extends string> {
  readonly label: string
  readonly tabs: ReadonlyArray<Tab<Id>>
  readonly chosen: Id
  readonly onChoose: (id: Id) => void
}

/** The index that a key moves to in a row of `length`; undefined for other keys. */
export const moved = (key: string, index: number, length: number): number | undefined => {
  const to = { ArrowRight: index + 1, ArrowLeft: index - 1 + length, Home: 0, End: length - 1 }[key]
  return to === undefined ? undefined : to % length
}

export const Tabs = <Id extends string>({ chosen, label, onChoose, tabs }: TabsProps<Id>) => (
  <div role="tablist" aria-label={label}>
    {tabs.map(({ count, id, label }, index) => (
      <button
        key={id}
        role="tab"
        id={`tab-${id}`}
        aria-controls={id}
        aria-selected={id === chosen}
        tabIndex={id === chosen ? 0 : -1}
        onClick={() => onChoose(id)}
        onKeyDown={({ currentTarget, key }) => {
          const to = moved(key, index, tabs.length)
          if (to === undefined) return
          onChoose(tabs[to]!.id)
          ;(currentTarget.parentElement!.children[to] as HTMLElement).focus()
        }}
      >
        {label} {count === undefined ? null : <b>{count}</b>}
      </button>
    ))}
  </div>
)

interface PanelProps {
  readonly id: string
  readonly chosen: string
  readonly children: ComponentChildren
}

/** The content of a tab. */
export const Panel = ({ children, chosen, id }: PanelProps) => (
  <section role="tabpanel" id={id} aria-labelledby={`tab-${id}`} hidden={id !== chosen}>
    {children}
  </section>
)
