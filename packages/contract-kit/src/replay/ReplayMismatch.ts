/** Converts the mismatches that Pact's verifier reports to disagreements. */
import { inside, show } from "@salesbridge/openapi/Json"
import type { Interaction } from "../interactions/Interaction.ts"
import type { Disagreement } from "../report/Disagreement.ts"

interface Mismatch {
  readonly type: string
  readonly path?: string
  readonly key?: string
  readonly mismatch?: string
  readonly expected?: unknown
  readonly actual?: unknown
}

/** The verifier's result for a failed interaction. */
export interface Failure {
  readonly mismatch?: {
    readonly type: string
    readonly mismatches?: ReadonlyArray<Mismatch>
    readonly message?: string
  }
}

/** The disagreements of a failed interaction. */
export const explained = (
  interaction: Interaction,
  { mismatch }: Failure,
  server = "the mock"
): ReadonlyArray<Disagreement> => {
  const unknown = { type: "Unknown", mismatch: mismatch?.message ?? "it failed" }
  return (mismatch?.mismatches ?? [unknown]).flatMap((_) => explain(interaction, _, server))
}

const explain = (
  { operation, response }: Interaction,
  mismatch: Mismatch,
  server: string
): ReadonlyArray<Disagreement> => {
  const disagreement = (location: string, ours: string, spec: string): Disagreement => ({
    witness: "replay",
    operation: operation.id,
    status: response.status,
    location,
    package: ours,
    spec
  })
  const text = mismatch.mismatch ?? ""
  if (mismatch.type === "StatusMismatch") {
    return [disagreement("status", `expects ${response.status}`, `${server} responds with ${String(mismatch.actual)}`)]
  }
  if (mismatch.type === "BodyMismatch") {
    const place = placeOf(mismatch.path ?? "$")
    const missing = /missing the following keys: (.*)$/.exec(text)?.[1]
    if (missing !== undefined) {
      return missing
        .split(", ")
        .map((name) =>
          disagreement(
            `response body ${inside(place, name)}`,
            "reads the field",
            `${server} responds with only ${list(mismatch.actual)}`
          )
        )
    }
    return [
      disagreement(
        `response body${place === "" ? "" : ` ${place}`}`,
        `reads values like ${text_(mismatch.expected)}`,
        text
      )
    ]
  }
  return [
    disagreement(
      mismatch.key === undefined ? mismatch.type : `response header ${mismatch.key}`,
      text_(mismatch.expected),
      text
    )
  ]
}

const text_ = (value: unknown): string => (typeof value === "string" ? value : show(value))
const list = (value: unknown): string => {
  try {
    const names: unknown = JSON.parse(String(value))
    return Array.isArray(names) ? names.join(", ") : String(value)
  } catch {
    return String(value)
  }
}

/** The place for a path of Pact: `$[0]['First Name']` becomes `[]["First Name"]`. */
const placeOf = (path: string): string =>
  [...path.replace(/^\$/, "").matchAll(/\.([A-Za-z_][\w-]*)|\['((?:[^'\\]|\\.)*)'\]|\[(\d+|\*)\]/g)].reduce(
    (place, [, plain, quoted]) =>
      plain === undefined && quoted === undefined ? `${place}[]` : inside(place, plain ?? quoted ?? ""),
    ""
  )
