/** For the deep tests of vendors, in both modes. */
export { givesEveryAnswer } from "./answers.ts"
export { survivesMalformedRequests } from "./fuzz.ts"
