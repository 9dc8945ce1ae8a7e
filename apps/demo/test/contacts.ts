/** What a file of contacts is read as. */
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { Effect } from "effect"
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { readContacts } from "../src/ContactsFile.ts"
import { newFolder } from "./command.ts"

export const read = async (text: string | Uint8Array) => {
  const path = join(await newFolder(), "contacts.csv")
  await writeFile(path, text)
  return [...(await Effect.runPromise(readContacts(path).pipe(Effect.provide(NodeFileSystem.layer))))]
}

/** Each entry by its line: the address, or what is wrong. */
export const told = async (text: string | Uint8Array) =>
  (await read(text)).map((entry) => `${entry.where}: ${entry._tag === "Contact" ? entry.email : entry.reason}`)
