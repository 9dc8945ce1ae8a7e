export { loadedOnce as default } from "../../vitest.shared.ts"
