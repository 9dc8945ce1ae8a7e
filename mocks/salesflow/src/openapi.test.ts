/** The sandbox keeps its specification; many more calls are in the deep tier. */
import { keepsItsSpecification } from "@salesbridge/mock-engine/testing"
import { target } from "../test/caller.ts"

keepsItsSpecification(target, { calls: 500, witness: "engine", everySucceeds: false })
