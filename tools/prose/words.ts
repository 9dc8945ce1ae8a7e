/** Words that readers stumble over, each with a replacement. A rule that is often wrong is removed. */

export interface WordRule {
  readonly pattern: RegExp
  readonly advice: string
}

/** Nouns and verbs after which `where` correctly names a place. */
const places =
  "place|line|folder|file|page|point|position|step|field|column|directory|address|is|are|know|knows|say|says|see|shows?|from|of|and|to"

export const words: ReadonlyArray<WordRule> = [
  { pattern: /\bbeside\b/i, advice: "next to, with, or compared with" },
  {
    pattern:
      /(?<!\bthere )\b(?:is|are|was|were) no (?!(?:longer|more|less|other|need|one|wider|larger|later|smaller|further)\b)/i,
    advice: "is not a"
  },
  {
    pattern: new RegExp(`(?<!\\b(?:${places}) )\\bwhere (?:it|there|that|this|no|nothing|nobody|one)\\b`, "i"),
    advice: "if, or when; where is for places"
  },
  { pattern: /\bof one's own\b/i, advice: "its own, or your own" },
  { pattern: /\bsees? to (?:it|that|this)\b/i, advice: "ensures, or does" },
  { pattern: /\bout of kindness\b/i, advice: "as a tolerance" },
  { pattern: /\blest\b/i, advice: "so that ... not" },
  { pattern: /\band the like\b/i, advice: "name them, or such as" },
  { pattern: /\b(?:of|to|with|for) whom\b/i, advice: "say who does what" },
  { pattern: /\bat hand\b/i, advice: "this, or the current" },
  { pattern: /\bis to be \w+ed\b/i, advice: "must be, or should be" },
  { pattern: /\bhas to say\b/i, advice: "says, or reports" }
]
