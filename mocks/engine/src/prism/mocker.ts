/**
 * Prism's mocker, loaded with the English texts of `@faker-js/faker` only. All languages would take a quarter of the time
 * that Prism needs to load.
 */
import type { PrismHttpComponents } from "@stoplight/prism-http"
import { createRequire } from "node:module"

type Mock = PrismHttpComponents["mock"]

/** A dependency of Prism. */
const faker = "@faker-js/faker"

const load = (): Mock => {
  const require = createRequire(createRequire(import.meta.url).resolve("@stoplight/prism-http"))
  const [all, english] = [faker, `${faker}/locale/en`].map((_) => require.resolve(_)) as [string, string]
  require(english)
  const loaded = require.cache[all]
  require.cache[all] ??= require.cache[english]
  // Not imported: Vite and Node resolve a CommonJS default export differently.
  const mocker = require("@stoplight/prism-http/dist/mocker") as { readonly default: Mock }
  // The application gets all languages.
  if (loaded === undefined) delete require.cache[all]
  return mocker.default
}

export const mock: Mock = load()
