/** The published packages: their versions, their changes, and the pending changes. */
import { slug } from "github-slugger"
import * as Markdown from "../Markdown.ts"
import * as Page from "../Page.ts"
import { find, github, has, manifest, read } from "../Repository.ts"

/** A pending change: the packages that it raises, and its text for users. */
const pending = (file: string): string => {
  const [, head = "", text = ""] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(read(file)) ?? []
  const raised = head
    .split("\n")
    .map((line) => /^"?([^"]+)"?: (\w+)$/.exec(line.trim()))
    .flatMap((found) => (found === null ? [] : [`\`${found[1]}\` ${found[2]}`]))
  // Lists and tables in the text stay parts of this list item.
  const item = Markdown.safe(text.trim()).replaceAll(/\n(?=.)/g, "\n  ")
  return `- ${item}\n\n  ${raised.join(", ")}`
}

export const releases = (): Page.Page => {
  const folders = find("{packages,mocks}/*/package.json")
    .map((path) => path.replace(/\/package\.json$/, ""))
    .filter((folder) => manifest(folder).private !== true)
  const changes = find(".changeset/*.md").filter((file) => !file.endsWith("README.md"))
  const logs = folders.filter((folder) => has(`${folder}/CHANGELOG.md`))
  const rows = folders.map((folder) => {
    const { description = "", name, version } = manifest(folder)
    const log = logs.includes(folder) ? `[changelog](#changelog-${slug(name)})` : "not released yet"
    return `- \`${name}\` <span class="type">${version}, ${log}</span>\n\n  ${Markdown.safe(description)}`
  })
  return {
    route: "releases",
    title: "Releases",
    description: "The published packages, their versions and changelogs, and the changes in the next release.",
    group: "Project",
    texts: [
      Page.made(
        `# Releases\n\nEach package has its own version. Releases are on [GitHub](${github()}/releases).\n\n<div class="fields">\n\n${rows.join("\n")}\n\n</div>`
      ),
      Page.made(
        `${Markdown.heading(2, "Pending", "pending")}\n\n${changes.length === 0 ? "Nothing is pending." : changes.map(pending).join("\n")}`
      ),
      Page.quoted(".changeset/README.md", Page.document(".changeset/README.md").intro),
      ...logs.flatMap((folder) => {
        const { name } = manifest(folder)
        const { sections } = Page.document(`${folder}/CHANGELOG.md`)
        const prefix = `${slug(name)}-`
        return [
          Page.made(Markdown.heading(2, `\`${name}\``, `changelog-${slug(name)}`)),
          ...sections.map(({ body, heading }) =>
            Page.quoted(`${folder}/CHANGELOG.md`, `## ${heading}\n\n${body.replaceAll(/^### (.*)$/gm, "**$1**")}`, {
              deeper: 1,
              prefix
            })
          )
        ]
      })
    ],
    shownParts: [{ file: ".changeset/README.md" }, ...logs.map((folder) => ({ file: `${folder}/CHANGELOG.md` }))]
  }
}
