/** What is made of a document: `ignored` has the note, `refused` the remedy. */
export type Verdict = "supported" | { readonly ignored: string } | { readonly refused: string }
