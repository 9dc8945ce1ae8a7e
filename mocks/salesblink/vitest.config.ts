export { mocks as default } from "../../vitest.shared.ts"
