/** The README of a package, with the tables that `npm run docs:tables` writes. */
import { Category } from "@salesbridge/core"
import { example, promiseExample } from "./Examples.ts"
import * as Names from "./Names.ts"
import { failuresOf, fieldsOf, type Operation, type Slice } from "./Slice.ts"
import { errorName } from "./Statuses.ts"
import { count, paragraph, quoted } from "./Text.ts"

const table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>) =>
  [head, head.map(() => "---"), ...rows].map((_) => `| ${_.join(" | ")} |`).join("\n")

const ticked = (names: ReadonlyArray<string>) => names.map((_) => `\`${_}\``).join(", ")

/** If there are more inputs than this, they are counted instead of named. */
const named = 8

const inputs = (operation: Operation): string => {
  const all = fieldsOf(operation)
  const required = all.filter((_) => _.required).map(({ name }) => name)
  const optional = all.filter((_) => !_.required).map(({ name }) => `${name}?`)
  if (all.length <= named) return ticked([...required, ...optional])
  return [...required.map((_) => ticked([_])), `${optional.length} optional`].join(", ")
}

const calls = ({ operations }: Slice): string => {
  const own = operations.some(({ errors }) => errors.length > 0)
  return table(
    ["API reference", "Function", "Input", ...(own ? ["Specific errors"] : []), "Retried"],
    operations.map((_) => [
      _.source,
      `\`${_.module}.${_.name}\``,
      inputs(_),
      ...(own ? [ticked(_.errors)] : []),
      _.safety === "unsafe" ? "no" : "yes"
    ])
  )
}

const failures = (slice: Slice): string => {
  const names = [...new Set(slice.operations.flatMap((_) => failuresOf(slice, _)))]
  const all = names.every((name) => slice.common.includes(name))
  return table(
    ["Status", "Class", "Category", "Meaning", ...(all ? [] : ["Calls"])],
    names.flatMap((name) =>
      slice.errors
        .filter((_) => _.name === name)
        .map(({ description, status }) => [
          String(status),
          `\`${name}\``,
          Category.fromStatus(status),
          description,
          ...(all ? [] : [meeting(slice, name)])
        ])
    )
  )
}

/** Summarizes the calls that can fail with an error. */
const meeting = ({ common, operations }: Slice, error: string): string => {
  const calls = operations.filter(({ errors }) => errors.includes(error)).map((_) => `${_.module}.${_.name}`)
  if (common.includes(error)) return "every"
  return calls.length <= 4 ? ticked(calls) : `${calls.length} of ${operations.length}`
}

/** Core's classes of statuses that not every call declares. */
const sharedBy = ({ common, errors }: Slice): string => {
  const declared = new Set(errors.filter(({ name }) => common.includes(name)).map(({ status }) => status))
  return ticked([401, 403, 404, 409, 422, 429, 500, 502, 503, 504].filter((_) => !declared.has(_)).map(errorName))
}

export const readme = (slice: Slice): string => {
  const { name, operations, service, title } = slice
  const variable = Names.variable(name, "baseUrl")
  const first = operations.find(({ method }) => method === "get") ?? operations[0]!
  return `\
# @salesbridge/${name}

${paragraph(`${title} for [Effect](https://effect.website): ${count(operations.length, "call")} of its API, with schemas, typed errors and retries that cannot do anything twice.`)}

To do: name the vendor's API reference and its version, and what is missing here.

    npm install @salesbridge/${name} effect@4.1.0 @effect/platform-node@4.1.0

This needs Node.js 22.19 or newer. On Node.js 20.19, use [\`fetch\`](../core/README.md#transports) as the transport, or use
promises.

\`\`\`ts
${example(slice)}\`\`\`

Offline, point \`${variable}\` at a mock server of \`@salesbridge/mocks\`. Without Effect, use the same calls [as
promises](#without-effect).

## Operations

Parameters are named as in the vendor's API reference.

<!-- operations -->

${calls(slice)}

<!-- /operations -->

A call with "no" under "Retried" is not retried after a 5xx response, a timeout or a lost connection. Every call is
retried after a refused connection or a 429, because such a call had no effect.

\`catalog\` from \`@salesbridge/${name}/catalog\` has all operations as data.

For a call that has no function here, use \`request\`. It has the same credentials, retries and errors:
\`request({ method: ${quoted(first.method.toUpperCase())}, path: ${quoted(first.path)} })\` gives \`status\`, \`headers\`
and \`value\`.

## Errors

<!-- errors -->

${failures(slice)}

<!-- /errors -->

${paragraph(`A status that the table does not list for a call still has a class, the same one for every vendor: ${sharedBy(slice)}, \`ServerError\` for any other 5xx, or \`UnexpectedStatus\`.`)}

Any call of any vendor can also fail with: \`InvalidInput\`, \`NetworkError\`, \`RequestTimeout\`, \`QuotaExceeded\`,
\`QuotaUnavailable\`, \`CredentialsUnavailable\`, \`UnexpectedStatus\`, \`UnexpectedResponse\`, \`ResponseTooLarge\`. All
have \`_tag\`, \`category\`, \`vendor\` and \`operation\`. Errors from a response also have \`status\`, \`requestId\` and
\`retryAfter\`.

## Without Effect

    npm install @salesbridge/${name} effect@4.1.0

This needs Node.js 20.19 or newer.

\`\`\`ts
${promiseExample(slice)}\`\`\`

\`create${service}\` has the same functions under the same names, made from the same definitions. The rest of this README
applies to them, too: inputs, values, errors, limits and retries. \`effect\` must be installed, but you do not need to know it.

- **Errors** are rejections with instances of the same classes, which \`/promise\` exports. Tell them apart by
  \`instanceof\` or \`_tag\`. Their stack trace includes your call. \`retryAfter\` is a \`Duration\` of effect;
  \`Duration.toMillis\` converts it to a number.
- **Types** of records come from \`/promise\` as well.
- **Options** are the second argument: \`signal\`, \`timeout\`, \`retry\`. \`retry\` is the number of retries, 3 by default,
  or \`false\`. An aborted call closes its connection and rejects with the signal's reason.
- **\`.withResponse(input)\`** of an operation also returns \`status\`, \`headers\`, \`requestId\` and \`body\`.
- **Transport** is the platform's \`fetch\`, or the \`fetch\` option, and does not need Node. It does not follow redirects,
  which would forward the credentials.
- **\`close()\`**, or \`await using\`, interrupts running calls. Later calls reject with \`ClientClosed\`.

## What the API reference leaves open

To do: list what the API reference leaves open or contradicts, what was decided, and how a caller can change that.
`
}
