/** The sandbox conforms to its specification. The deep tier has many more calls. */
import { keepsItsSpecification } from "@salesbridge/mock-engine/testing"
import { target } from "../test/caller.ts"

keepsItsSpecification(target, { calls: 500, witness: "engine", everySucceeds: false })
