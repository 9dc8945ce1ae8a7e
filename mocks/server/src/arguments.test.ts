/** The values of flags. */
import { expect, it } from "vitest"
import { read } from "./arguments.ts"

it.each([
  ["salesloft:status=500,containing=4711", { status: 500, containing: "4711" }],
  ["salesloft:status=500,containing=true,drop=false", { status: 500, containing: "true", drop: false }],
  ["salesloft.listPeople:status=500,example=1", { operation: "listPeople", status: 500, example: "1" }],
  ["salesloft:drop=true,share=0.1,seed=-7", { drop: true, share: 0.1, seed: -7 }],
  ["salesloft:latency=200,jitter=1s", { latency: 200, jitter: "1s" }]
])("--fault %s has values of the fields' types", (text, fault) => {
  expect(read(["--mode", "sandbox", "--fault", text]).faults).toEqual([{ vendor: "salesloft", fault }])
})
