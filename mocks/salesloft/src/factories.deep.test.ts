import { takesOwnData } from "@salesbridge/mock-engine/testing"
import { target } from "../test/caller.ts"
import { tables } from "./tables.ts"

takesOwnData(target, Object.keys(tables))
