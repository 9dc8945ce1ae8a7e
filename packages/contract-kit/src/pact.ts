/** Pact's library, loaded when needed and told beforehand to send nothing home: with no network it would hang. */

export const pact = async () => {
  process.env["PACT_DO_NOT_TRACK"] = "true"
  process.env["SCARF_ANALYTICS"] = "false"
  return import("@pact-foundation/pact")
}
