import { expect, it } from "vitest"
import { isMultipleOf } from "./multipleOf.ts"

it.each([
  [19.99, 0.01],
  [-19.99, 0.01],
  [0.07, 0.01],
  [123456789.01, 0.01],
  [0, 0.01],
  [1e21, 1],
  [1e-7, 1e-8],
  [0.3, 0.1],
  [10, 5],
  [4.5, 1.5]
])("%d is a multiple of %d", (value, step) => expect(isMultipleOf(value, step)).toBe(true))

it.each([
  [19.995, 0.01],
  [7, 2],
  [1e-9, 1e-8],
  [0.35, 0.1],
  [Number.NaN, 1],
  [Infinity, 1],
  [1, 0]
])("%d is no multiple of %d", (value, step) => expect(isMultipleOf(value, step)).toBe(false))
