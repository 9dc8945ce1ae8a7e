export { contracts as default } from "../../vitest.shared.ts"
