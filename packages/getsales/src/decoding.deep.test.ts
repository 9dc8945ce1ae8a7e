import { decodingMatrix } from "@salesbridge/core/testing"
import { catalog } from "./catalog.ts"

decodingMatrix(catalog, { answers: 60, inputs: 20 })
