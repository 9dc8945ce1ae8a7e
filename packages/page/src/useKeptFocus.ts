import type { RefObject } from "preact"
import { useLayoutEffect } from "preact/hooks"

/** Where the item of a list that has the focus goes away, its neighbour gets it; without one, what is named instead. */
export const useKeptFocus = (list: RefObject<HTMLElement>, otherwise: RefObject<HTMLElement>): void => {
  const focused = [...(list.current?.children ?? [])].findIndex((item) => item.contains(document.activeElement))
  useLayoutEffect(() => {
    if (focused === -1 || document.activeElement !== document.body) return
    const items = list.current!.children
    const near = items[Math.min(focused, items.length - 1)]?.querySelector("button")
    ;(near ?? otherwise.current)?.focus()
  })
}
