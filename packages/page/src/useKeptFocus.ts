import type { RefObject } from "preact"
import { useLayoutEffect } from "preact/hooks"

/** When the focused item of a list is removed, its neighbour gets the focus; without one, `otherwise` gets it. */
export const useKeptFocus = (list: RefObject<HTMLElement>, otherwise: RefObject<HTMLElement>): void => {
  const focused = [...(list.current?.children ?? [])].findIndex((item) => item.contains(document.activeElement))
  useLayoutEffect(() => {
    if (focused === -1 || document.activeElement !== document.body) return
    const items = list.current!.children
    const near = items[Math.min(focused, items.length - 1)]?.querySelector("button")
    ;(near ?? otherwise.current)?.focus()
  })
}
