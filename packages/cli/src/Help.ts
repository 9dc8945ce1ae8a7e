/** Formats help for a terminal in 80 columns. */
import { wrap as wrapLine } from "@salesbridge/text-layout/wrap"
import { widthOf } from "./Width.ts"
import type { ArgDoc, FlagDoc, HelpDoc } from "effect/cli/HelpDoc"
import * as Option from "effect/Option"

const width = 80
const indent = "  "
/** Longer names get a line of their own. */
const nameWidth = 26

/** Breaks a text into lines of a maximum width. Existing line breaks and margins are kept. */
const wrap = (text: string, columns: number): ReadonlyArray<string> =>
  text.split("\n").flatMap((line) => {
    const margin = /^ */.exec(line)![0]
    return wrapLine(margin + line.trim().replaceAll(/ +/g, " "), columns, { hanging: margin, widthOf })
  })

const paragraph = (text: string): ReadonlyArray<string> =>
  wrap(text, width - indent.length).map((line) => (line === "" ? "" : indent + line))

interface Entry {
  readonly name: string
  readonly text: string
}

const entries = (all: ReadonlyArray<Entry>): ReadonlyArray<string> => {
  const longest = Math.max(0, ...all.map(({ name }) => widthOf(name)).filter((_) => _ <= nameWidth))
  const column = longest + 2
  return all.flatMap(({ name, text }) => {
    if (text === "") return paragraph(name)
    const lines = wrap(text, width - indent.length - column)
    const [first = "", ...rest] = lines
    const isLong = widthOf(name) > nameWidth
    const padded = indent + name + " ".repeat(Math.max(0, column - widthOf(name)))
    const margin = indent + " ".repeat(column)
    return isLong
      ? [...paragraph(name), ...lines.map((_) => margin + _)]
      : [padded + first, ...rest.map((_) => margin + _)]
  })
}

const section = (title: string, lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.length === 0 ? [] : [title, ...lines, ""]

const flag = ({ aliases, description, name, type }: FlagDoc): Entry => ({
  name: [...aliases, `--${name}`].join(", ") + (type === "boolean" ? "" : ` ${type}`),
  // The name already lists the choices: they are part of `type`.
  text: Option.getOrElse(description, () => "").replace(/ \(choices: .*\)$/, "")
})

const argument = ({ description, name, required, variadic }: ArgDoc): Entry => ({
  name: variadic ? `${name}...` : name,
  text: Option.getOrElse(description, () => "") + (required ? "" : " (optional)")
})

/** A command, broken before its flags if it is too long for a line. */
const commandLines = (command: string): ReadonlyArray<string> => {
  const margin = indent + indent
  if (widthOf(margin + command) <= width) return [margin + command]
  const [first = "", ...flags] = command.split(/ (?=--)/)
  const parts = [margin + first, ...flags.map((_) => margin + indent + _)]
  return parts.map((part, index) => (index === parts.length - 1 ? part : `${part} \\`))
}

/** The help of a command. */
export const render = (doc: HelpDoc): string => {
  const isRoot = doc.commandPath === undefined || doc.commandPath.length === 1
  const commands = (doc.subcommands ?? []).flatMap((_) => _.commands)
  const names = commands.map(({ description, name, shortDescription }) => ({
    name,
    text: shortDescription ?? description
  }))
  return [
    ...(doc.description === "" ? [] : [...wrap(doc.description, width), ""]),
    ...section("Usage", paragraph(doc.usage.replaceAll(/<([a-z-]+): [^>]*>/g, "<$1>"))),
    ...section("Arguments", entries((doc.args ?? []).map(argument))),
    ...section("Commands", entries(names)),
    ...section("Flags", entries(doc.flags.map(flag))),
    ...section("Flags of every call", entries((doc.inheritedFlags ?? []).map(flag))),
    ...(isRoot ? section("Flags of every command", entries((doc.globalFlags ?? []).map(flag))) : []),
    ...section(
      "Examples",
      (doc.examples ?? []).flatMap(({ command, description }) => [
        ...(description === undefined ? [] : paragraph(description)),
        ...commandLines(command)
      ])
    )
  ]
    .join("\n")
    .trimEnd()
}
