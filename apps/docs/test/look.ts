/// <reference lib="dom" />
/** Checks of a page. Each function runs in the browser and so uses nothing from outside. */

/** Opens all collapsed sections. */
export const unfold = (): void => {
  for (const details of document.querySelectorAll("details")) details.open = true
}

/** Returns the elements that make the page wider than its window. */
export const overflow = (): ReadonlyArray<string> => {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width && document.body.scrollWidth <= width) return []
  const wide = [...document.querySelectorAll<HTMLElement>("#VPContent *")].filter((element) => {
    if (element.getBoundingClientRect().right <= width + 1) return false
    // Overflow is fine inside a box that scrolls by itself.
    for (let box = element.parentElement; box !== null; box = box.parentElement) {
      if (["auto", "scroll", "hidden"].includes(getComputedStyle(box).overflowX)) return false
    }
    return true
  })
  return [
    `${document.documentElement.scrollWidth} px`,
    ...wide
      .slice(0, 5)
      .map(({ className, tagName, textContent }) => `${tagName}.${className}: ${textContent.slice(0, 60)}`)
  ]
}

/** Returns texts smaller than this number of pixels. */
export const smallText = (least: number): ReadonlyArray<string> => {
  const found = new Map<string, string>()
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent?.trim() ?? ""
    const element = walker.currentNode.parentElement
    if (
      text === "" ||
      element === null ||
      !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    )
      continue
    const { height, width } = element.getBoundingClientRect()
    if (width <= 1 || height <= 1) continue
    const size = Number.parseFloat(getComputedStyle(element).fontSize)
    if (size < least) found.set(`${element.tagName}.${element.className} ${size} px`, text.slice(0, 40))
  }
  return [...found].map(([where, text]) => `${where}: ${text}`)
}

/** Returns texts whose contrast to their background is below WCAG's level AA. */
export const lowContrast = (): ReadonlyArray<string> => {
  type Color = readonly [number, number, number, number]
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!
  const known = new Map<string, Color>()
  const colorOf = (text: string): Color => {
    const before = known.get(text)
    if (before !== undefined) return before
    const [, red, green, blue, alpha = "1"] =
      /^rgba?\(([\d.]+),? ([\d.]+),? ([\d.]+)(?:,? ?\/? ?([\d.]+))?\)$/.exec(text) ?? []
    let color: Color = [Number(red), Number(green), Number(blue), Number(alpha)]
    if (red === undefined) {
      // Any other notation of a colour that a browser accepts.
      canvas.clearRect(0, 0, 1, 1)
      canvas.fillStyle = text
      canvas.fillRect(0, 0, 1, 1)
      const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data
      color = [r, g, b, a / 255]
    }
    known.set(text, color)
    return color
  }
  const over = ([r, g, b, a]: Color, [R, G, B]: Color): Color => [
    r * a + R * (1 - a),
    g * a + G * (1 - a),
    b * a + B * (1 - a),
    1
  ]
  const behind = (element: Element): Color => {
    const layers: Array<Color> = []
    for (let box: Element | null = element; box !== null; box = box.parentElement) {
      const color = colorOf(getComputedStyle(box).backgroundColor)
      if (color[3] > 0) layers.push(color)
      if (color[3] === 1) break
    }
    return layers.reduceRight<Color>((below, layer) => over(layer, below), [255, 255, 255, 1])
  }
  const light = ([r, g, b]: Color): number => {
    const [R = 0, G = 0, B = 0] = [r, g, b].map((part) => {
      const share = part / 255
      return share <= 0.039_28 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * R + 0.7152 * G + 0.0722 * B
  }
  const found = new Map<string, string>()
  const seen = new Set<string>()
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent?.trim() ?? ""
    const element = walker.currentNode.parentElement
    if (
      text === "" ||
      element === null ||
      !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    )
      continue
    const { color, fontSize, fontWeight } = getComputedStyle(element)
    const back = behind(element)
    const key = `${color} on ${back.join()} ${fontSize} ${fontWeight}`
    if (seen.has(key)) continue
    seen.add(key)
    const front = over(colorOf(color), back)
    const [one, other] = [light(front), light(back)].toSorted((a, b) => b - a) as [number, number]
    const size = Number.parseFloat(fontSize)
    const large = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700)
    const ratio = (one + 0.05) / (other + 0.05)
    if (ratio < (large ? 3 : 4.5)) {
      found.set(key, `${ratio.toFixed(2)} ${element.tagName}.${element.className}: ${text.slice(0, 40)}`)
    }
  }
  return [...found].map(([colors, where]) => `${where} (${colors})`)
}

/** Returns the name of the focused element, with a note if the focus is invisible. */
export const focused = (): string => {
  const element = document.activeElement as HTMLElement | null
  if (element === null) return ""
  const name = (element.getAttribute("aria-label") ?? element.textContent).trim()
  const { boxShadow, outlineStyle, outlineWidth } = getComputedStyle(element)
  const shows = (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none"
  // This link appears only on focus, which makes it visible.
  return shows || element.classList.contains("VPSkipLink") ? name : `nothing to see on ${name}`
}

/** Returns the colours of the words in the page's blocks of code. */
export const codeColours = (): ReadonlyArray<string> => {
  const words = document.querySelectorAll("div[class*=language-] code span span")
  return [...new Set([...words].map((word) => getComputedStyle(word).color))]
}

/** Whether the element with that id is inside the window. */
export const isSeen = (id: string): boolean => {
  const top = document.getElementById(id)?.getBoundingClientRect().top ?? -1
  return top >= 0 && top < innerHeight
}
