/** The README of a package, with the tables that `npm run docs:tables` writes. */
import { Category } from "@salesbridge/core"
import { example, promiseExample } from "./Examples.ts"
import * as Names from "./Names.ts"
import { failuresOf, fieldsOf, type Operation, type Slice } from "./Slice.ts"
import { count, paragraph, quoted } from "./Text.ts"

const table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>) =>
  [head, head.map(() => "---"), ...rows].map((_) => `| ${_.join(" | ")} |`).join("\n")

const ticked = (names: ReadonlyArray<string>) => names.map((_) => `\`${_}\``).join(", ")

/** More inputs than these are counted, not named. */
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
    ["In the document", "Function", "Input", ...(own ? ["Errors beside those of every call"] : []), "Sent again"],
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

/** The calls that can meet an error, in a few words. */
const meeting = ({ common, operations }: Slice, error: string): string => {
  const calls = operations.filter(({ errors }) => errors.includes(error)).map((_) => `${_.module}.${_.name}`)
  if (common.includes(error)) return "every"
  return calls.length <= 4 ? ticked(calls) : `${calls.length} of ${operations.length}`
}

export const readme = (slice: Slice): string => {
  const { name, operations, service, title } = slice
  const variable = Names.variable(name, "baseUrl")
  const first = operations.find(({ method }) => method === "get") ?? operations[0]!
  return `\
# @salesbridge/${name}

${paragraph(`${title} for [Effect](https://effect.website): ${count(operations.length, "call")} of its API, with schemas, typed errors and retries that never repeat an unsafe call.`)}

To do: name the vendor's document and its version, and what of it is not here.

    npm install @salesbridge/${name} effect@4.1.0 @effect/platform-node@4.1.0

On Node.js 22.19 or newer; on 20.19 use [\`fetch\`](../core/README.md#transports) for the transport, or promises.

\`\`\`ts
${example(slice)}\`\`\`

Offline, point \`${variable}\` at a mock server of \`@salesbridge/mocks\`. Those who do not write Effect have the same
[as promises](#without-effect).

## Operations

Names of parameters are those of the document.

<!-- operations -->

${calls(slice)}

<!-- /operations -->

"Sent again: no" means after an answer of 5xx, a time-out or a lost connection; a refused connection or a 429 is tried
again for every call, since it surely had no effect. \`catalog\` from \`@salesbridge/${name}/catalog\` has all of them as data.

A call that has no function here goes through \`request\`, with the same credentials, retries and errors:
\`request({ method: ${quoted(first.method.toUpperCase())}, path: ${quoted(first.path)} })\` gives \`status\`, \`headers\` and \`value\`.

## Errors

<!-- errors -->

${failures(slice)}

<!-- /errors -->

A status that the table does not name for a call has its class all the same, the same at every vendor: \`Unauthorized\`,
\`Forbidden\`, \`NotFound\`, \`Conflict\`, \`ValidationFailed\`, \`TooManyRequests\`, \`InternalServerError\`, \`BadGateway\`,
\`ServiceUnavailable\`, \`GatewayTimeout\`, or \`ServerError\` for any other 5xx.

Beside them stand what any call of any vendor can meet: \`InvalidInput\`, \`NetworkError\`, \`RequestTimeout\`,
\`QuotaExceeded\`, \`QuotaUnavailable\`, \`CredentialsUnavailable\`, \`UnexpectedStatus\`, \`UnexpectedResponse\`, \`ResponseTooLarge\`. All have
\`_tag\`, \`category\`, \`vendor\`, \`operation\` and, where there was an answer, \`status\`, \`requestId\` and \`retryAfter\`.

## Without Effect

    npm install @salesbridge/${name} effect@4.1.0

On Node.js 20.19 or newer.

\`\`\`ts
${promiseExample(slice)}\`\`\`

\`create${service}\` has the same functions under the same names, from the same definitions: what is said here of inputs,
values, errors, limits and sending again holds. \`effect\` must be installed, but you need not know it.

- **Errors** reject, as instances of the same classes, which \`/promise\` exports. \`instanceof\` and \`_tag\` both tell them
  apart; the stack goes on to where the call was made. \`retryAfter\` is effect's: \`Duration.toMillis\` makes a number of it.
- **Types** of records come from there, too.
- **Options** are the second argument: \`signal\`, \`timeout\`, \`retry\`. \`retry\` is how many times a call may be sent again, 3 by
  default, or \`false\`. An aborted call closes its connection and rejects with the signal's reason.
- **\`.withResponse(input)\`** of an operation gives \`value\` with \`status\`, \`headers\`, \`requestId\` and \`body\`.
- **Transport** is the platform's \`fetch\`, or the \`fetch\` option; nothing in it needs Node. It follows no redirect, which would
  take the credentials along.
- **\`close()\`**, or \`await using\`, ends what is under way; later calls reject with \`ClientClosed\`.

## What the document leaves open

To do: where it is silent or contradicts itself, what was decided, and how a caller changes that.
`
}
