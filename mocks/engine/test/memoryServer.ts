/** A sandbox, or Prism's examples, in a process of its own whose memory is measured. Prints its port; collects garbage when told to. */
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
