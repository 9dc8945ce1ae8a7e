/** The job's stores in a journal of its own. */
import { Effect, Layer } from "effect"
import { join } from "node:path"
import { layerStores } from "../src/durable/Storage.ts"
import { newFolder } from "./command.ts"

export const stores = Layer.unwrap(
  Effect.map(
    Effect.promise(() => newFolder()),
    (folder) => layerStores({ _tag: "File", path: join(folder, "journal") })
  )
)
