/** How a document is handled. `ignored` contains the note, `refused` the remedy. */
export type Verdict = "supported" | { readonly ignored: string } | { readonly refused: string }
