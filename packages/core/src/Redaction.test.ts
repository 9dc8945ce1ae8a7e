import { assert, describe, expect, it, vi } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import * as Redaction from "./Redaction.ts"

const secret = `s3cr+/="é k&<y>'\\`
const redact = Redaction.make([Redacted.make(secret), Redacted.make("other-secret"), Redacted.make("")])
const latin1 = (bytes: Uint8Array) => String.fromCharCode(...bytes)

describe("Rule 8: a secret is removed from text", () => {
  it.each([
    ["as it is", secret],
    ["as a component of a URL", encodeURIComponent(secret)],
    ["as a URL", encodeURI(secret)],
    ["as a form or a query", new URLSearchParams({ "": secret }).toString().slice(1)],
    ["in lower-case percent-encoding", encodeURIComponent(secret).replace(/%../g, (_) => _.toLowerCase())],
    ["percent-encoded twice", encodeURIComponent(encodeURIComponent(secret))],
    ["in JSON", JSON.stringify(secret).slice(1, -1)],
    ["in JSON in JSON", JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
    ["in JSON with escaped slashes", JSON.stringify(secret).slice(1, -1).replaceAll("/", "\\/")],
    [
      "in ASCII JSON",
      JSON.stringify(secret)
        .slice(1, -1)
        .replace(/[+/é&<>']/g, (_) => `\\u${_.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}`)
    ],
    [
      "in HTML",
      secret
        .replaceAll("&", "&amp;")
        .replaceAll("<", "&lt;")
        .replaceAll(">", "&gt;")
        .replaceAll(`"`, "&quot;")
        .replaceAll("'", "&#39;")
        .replaceAll("+", "&#x2B;")
        .replaceAll("é", "&eacute;")
    ],
    ["as UTF-8 read as Latin-1", latin1(new TextEncoder().encode(secret))],
    ["as Latin-1 read as UTF-8", secret.replace("é", "\uFFFD")],
    ["in Base64", Buffer.from(secret).toString("base64")]
  ])("%s", (_, spelling) => {
    expect(redact(`before ${spelling} after ${spelling}`)).toBe("before <redacted> after <redacted>")
  })

  const plain = "sk_live_9Az"
  const units = [...plain].map((_) => _.charCodeAt(0))
  const hex = (code: number) => code.toString(16).padStart(2, "0")
  it.each([
    ["every character percent-encoded", units.map((_) => `%${hex(_)}`).join("")],
    ["every character escaped for JSON", units.map((_) => `\\u00${hex(_)}`).join("")],
    ["every character escaped for JavaScript", units.map((_) => `\\x${hex(_)}`).join("")],
    ["every character a decimal entity of HTML", units.map((_) => `&#${_};`).join("")],
    ["every character a hexadecimal entity of HTML", units.map((_) => `&#x${hex(_).toUpperCase()};`).join("")],
    ["some characters one way, some another", units.map((_, i) => (i % 2 ? `%${hex(_)}` : plain[i]!)).join("")],
    ["in hexadecimal", Buffer.from(plain).toString("hex")],
    ["in upper-case hexadecimal", Buffer.from(plain).toString("hex").toUpperCase()]
  ])("that has no special character, %s", (_, spelling) => {
    expect(Redaction.make([Redacted.make(plain)])(`a ${spelling} b`)).toBe("a <redacted> b")
  })

  it("in base64 of either alphabet, wherever it begins and whatever follows", () => {
    for (let length = 6; length <= 72; length++) {
      const secret = Array.from({ length }, (_, i) => String.fromCharCode(33 + ((i * 37 + length * 11) % 94))).join("")
      const redact = Redaction.make([Redacted.make(secret)])
      for (const before of ["", "u", "us", "user:", "user@example.com:", "Bearer "]) {
        for (const after of ["", ":", ":x", ":x-oauth"]) {
          for (const encoding of ["base64", "base64url"] as const) {
            const encoded = Buffer.from(`${before}${secret}${after}`).toString(encoding)
            const shown = redact(`{"sent":"Basic ${encoded}"}`)
            const left = shown.slice(15, -2).split("<redacted>")
            assert.strictEqual(left.length, 2, `${before}${secret}${after} as ${encoded}: ${shown}`)
            // What is left is of the text around the secret.
            const about = Math.ceil(((before.length + after.length) * 4) / 3)
            assert.isAtMost(left.join("").replaceAll("=", "").length, about, shown)
          }
        }
      }
    }
  })

  it("as base64 in a URL and in JSON with escaped slashes", () => {
    const secret = "?>?>?>?>~~~~"
    const encoded = Buffer.from(secret).toString("base64")
    expect(encoded).toMatch(/[+/]/)
    const redact = Redaction.make([Redacted.make(secret)])
    expect(redact(`a=${encodeURIComponent(encoded)}&b`)).toBe("a=<redacted>&b")
    expect(redact(`"${encoded.replaceAll("/", String.raw`\/`)}"`)).toBe(`"<redacted>"`)
  })

  it.each(["hex", "base64"] as const)("the beginning of its %s form, if the text was cut off", (encoding) => {
    const cut = Buffer.from("sk_live_0123456789").toString(encoding).slice(0, 14)
    expect(Redaction.make([Redacted.make("sk_live_0123456789")]).unfinished(`a ${cut}`)).toBe("a <redacted>")
  })

  it("each of several secrets, longer ones before shorter ones that they contain", () => {
    const redact = Redaction.make([Redacted.make("key"), Redacted.make("key-and-more")])
    expect(redact("key-and-more, key")).toBe("<redacted>, <redacted>")
  })

  it.each([4, 6, 9, 12, secret.length - 1])(
    "its beginning, too, where the text was cut off after %s characters",
    (length) => {
      const start = secret.slice(0, length)
      for (const spelling of [start, encodeURIComponent(start), JSON.stringify(start).slice(1, -1)]) {
        expect(redact.unfinished(`before ${secret} between ${spelling}`)).toBe("before <redacted> between <redacted>")
      }
      expect(redact.unfinished(`before ${start}${"x".repeat(1000)}`)).toBe(`before ${start}${"x".repeat(1000)}`)
    }
  )

  it("in any letter case", () => {
    for (const spelling of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) {
      expect(redact(`A ${spelling.toUpperCase()} B`)).toBe("A <redacted> B")
    }
    expect(redact("OTHER-SECRET, Other-Secret")).toBe("<redacted>, <redacted>")
    expect(redact.unfinished("a OTHER-SE")).toBe("a <redacted>")
  })

  const breaks = ["\n", "\r\n", String.raw`\n`, String.raw`\r\n`, "\u200B", "\u00AD", "<wbr>"]
  it.each(breaks)("broken by %j", (at) => {
    for (const text of ["sk_live_0123456789", Buffer.from("user:sk_live_0123456789:").toString("base64")]) {
      const broken = `${text.slice(0, 12)}${at}${text.slice(12)}`
      expect(Redaction.make([Redacted.make("sk_live_0123456789")])(broken)).not.toMatch(/live|MTIz|ODk/)
    }
  })

  it("but nothing else", () => {
    const text = `{"message":"other secret, s3cr é"} ${"\\".repeat(10)} %25%25`
    expect(redact(text)).toBe(text)
    expect(Redaction.make([Redacted.make("")])("text")).toBe("text")
    expect(Redaction.make([])("text")).toBe("text")
  })

  it.each([
    ["backslashes", "\\"],
    ["percent signs", "%25"],
    ["ampersands", "&amp;"],
    ["starts", "s3cr+"],
    ["broken starts", "s\n3\u200Bc<wbr>r\n"]
  ])("quickly, even from a long text of %s", (_, piece) => {
    const long = piece.repeat(64 * 1024)
    // The processor's time, since a busy machine lets the process wait.
    const start = process.cpuUsage()
    expect(Redaction.make([Redacted.make(`/${secret}`), Redacted.make(`+${secret}`)])(long)).toBe(long)
    expect(process.cpuUsage(start).user).toBeLessThan(2_000_000)
  })
})

describe("Rule 8: a cause is shown without its other properties", () => {
  it("keeps name, code, message and causes, without secrets", () => {
    const inner = Object.assign(new TypeError(`inner ${secret}`), { code: "ECONNRESET", request: { secret } })
    const outer = new Error(`outer ${secret}`, { cause: inner })
    const copy = Redaction.redactCause(outer, redact)!
    assert.strictEqual(copy.message, "outer <redacted>")
    assert.notInclude(copy.stack!, secret)
    const cause = copy.cause as Error & { readonly code: string }
    assert.deepStrictEqual([cause.name, cause.message, cause.code], ["TypeError", "inner <redacted>", "ECONNRESET"])
    assert.notProperty(cause, "request")
    assert.notInclude(cause.stack!, secret)
  })

  it("ends if causes are circular", () => {
    const error = new Error("round")
    error.cause = error
    assert.strictEqual(Redaction.redactCause(error, redact)!.message, "round")
  })

  it("accepts values that are not errors", () => {
    assert.strictEqual(Redaction.redactCause(`thrown ${secret}`, redact)!.message, "thrown <redacted>")
    assert.isUndefined(Redaction.redactCause(undefined, redact))
  })
})

describe("Rule 8: a redactor that gets new secrets", () => {
  const learn = (redact: ReturnType<typeof Redaction.growing>, ...secrets: ReadonlyArray<string>) => {
    for (const secret of secrets) redact.learn(Redacted.make(secret))
  }
  const tokens = Array.from({ length: 9 }, (_, index) => `token+${index}`)

  it("knows new and earlier secrets, even in texts that are cut off", () => {
    const redact = Redaction.growing([Redacted.make("first/1")])
    assert.strictEqual(redact("first/1 second/2"), "<redacted> second/2")
    learn(redact, "second/2", "second/2")
    assert.strictEqual(redact("first/1 second%2F2"), "<redacted> <redacted>")
    assert.strictEqual(redact.unfinished("before second"), "before <redacted>")
  })

  it("knows the passwords of the environment's proxies", () => {
    vi.stubEnv("HTTPS_PROXY", "http://me:pass-word@proxy.example:3128")
    const redact = Redaction.growing([])
    vi.unstubAllEnvs()
    assert.strictEqual(redact("407 from http://me:pass-word@proxy.example"), "407 from http://<redacted>@proxy.example")
    assert.strictEqual(redact("pass-word"), "<redacted>")
  })

  it("forgets the oldest of nine, except initial secrets and those in use", () => {
    const redact = Redaction.growing([Redacted.make("first/1")])
    learn(redact, ...tokens.slice(0, 8), tokens[0]!, tokens[8]!)
    assert.strictEqual(redact("first/1"), "<redacted>")
    assert.deepStrictEqual(
      tokens.filter((token) => redact(token) === token),
      [tokens[1]!]
    )
  })
})
