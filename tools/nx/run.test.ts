import { expect, it } from "vitest"
import { separated } from "./run.ts"

it.each([
  [
    ["test", "types", "--projects", "tools"],
    ["test", "types"],
    ["--projects", "tools"]
  ],
  [
    ["test", "-p", "test", "build"],
    ["test", "build"],
    ["-p", "test"]
  ],
  [["test", "--exclude=tools", "--affected"], ["test"], ["--exclude=tools", "--affected"]],
  [["test", "Retry"], ["test"], ["Retry"]]
])("in %j, the targets are %j", (args, targets, rest) => {
  expect(separated(args)).toEqual({ targets, rest })
})
