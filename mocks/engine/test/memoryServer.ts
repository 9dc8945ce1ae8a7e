/**
 * A sandbox or Prism's examples in its own process, to measure its memory. Prints its port, and collects garbage on
 * request.
 */
import { startExamples } from "../src/prism/index.ts"
import { startSandbox } from "../src/sandbox/index.ts"
import { shop } from "./Shop.ts"

const { port } = await (process.argv[2] === "sandbox"
  ? startSandbox(shop, { limits: false })
  : startExamples(shop.spec))
process.on("message", () => {
  globalThis.gc!()
  process.send!("collected")
})
process.send!(port)
