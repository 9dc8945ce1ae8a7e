/**
 * Multiples in decimal arithmetic: 19.99 is a multiple of 0.01, although the quotient of the binary fractions is not an
 * integer.
 */

/** Whether a number is a multiple of a step, with both taken as the decimals that they are written as. */
export const isMultipleOf = (value: number, step: number): boolean => {
  if (!Number.isFinite(value) || !(step > 0)) return false
  const [valueDigits, valueScale] = decimal(value)
  const [stepDigits, stepScale] = decimal(step)
  const scale = Math.max(valueScale, stepScale)
  return (valueDigits * 10n ** BigInt(scale - valueScale)) % (stepDigits * 10n ** BigInt(scale - stepScale)) === 0n
}

/** The digits of a number, and how many of them are after the decimal point. */
const decimal = (value: number): readonly [digits: bigint, scale: number] => {
  const [mantissa = "0", exponent = "0"] = String(value).split("e")
  const [whole = "0", fraction = ""] = mantissa.split(".")
  const scale = fraction.length - Number(exponent)
  const digits = BigInt(whole + fraction)
  return scale >= 0 ? [digits, scale] : [digits * 10n ** BigInt(-scale), 0]
}
