import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { crawl, problems } from "../src/Crawl.ts"

describe("the walk through the site", () => {
  const folder = mkdtempSync(join(tmpdir(), "crawl-"))
  afterAll(() => rmSync(folder, { recursive: true }))
  const html = (body: string, title = "A page") =>
    `<title>${title}</title><meta name="description" content="A page to be found faulty.">${body}`

  it("finds what is wrong", () => {
    writeFileSync(join(folder, "a.html"), html(`<h1 id="here"></h1><a href="#here"></a><a href="#gone"></a>`, "A"))
    writeFileSync(
      join(folder, "b.html"),
      html(`<a href="/base/a.html#here"></a><a href="/base/c.html"></a><a href="/a.html"></a>`, "B")
    )
    writeFileSync(join(folder, "d.html"), `<title>B</title><script src="https://cdn.example.com/x.js"></script>`)
    expect(problems(folder, crawl(folder), "/base/")).toEqual([
      "a.html: #gone: there is no such place on the page",
      "b.html: /base/c.html: there is no such page",
      "b.html: /a.html: is not under /base/",
      "d.html: https://cdn.example.com/x.js: is loaded from elsewhere",
      "d.html: has no description",
      "d.html: has the title of b.html"
    ])
  })
})
