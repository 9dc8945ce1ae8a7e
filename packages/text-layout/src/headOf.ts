/** The beginning of a text that fits into `room` columns. */
export const headOf = (text: string, room: number, widthOf: (text: string) => number): string => {
  let head = ""
  for (const character of text) {
    if (widthOf(head + character) > room) break
    head += character
  }
  return head
}
