import { expect, it } from "vitest"
import { fit } from "./fit.ts"

it.each<[string, Parameters<typeof fit>, string]>([
  ["leaves a text that fits", ["abcd", 4], "abcd"],
  ["marks the cut", ["abcde", 4], "abc…"],
  ["measures as it is told, and never cuts a character in two", ["日日日", 4, (_) => [..._].length * 2], "日…"],
  ["keeps to the narrowest width", ["abc", 1], "…"]
])("%s", (_, given, cut) => expect(fit(...given)).toBe(cut))
