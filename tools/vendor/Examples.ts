/** The examples in a package's README: a call, and an error that it can fail with. */
import * as Names from "./Names.ts"
import { fieldsOf, credentialNames, type Operation, type Slice } from "./Slice.ts"
import { key, quoted } from "./Text.ts"

/** Returns the operation that examples call: one that reads and needs few inputs. */
const shown = ({ operations }: Slice) => {
  const needs = (_: Operation) => fieldsOf(_).filter(({ required }) => required)
  const cost = (_: Operation) =>
    (_.safety === "safe" ? 0 : 100) +
    needs(_).length +
    (_.sends === "unknown" || needs(_).some(({ isToDo }) => isToDo) ? 50 : 0)
  const found = operations.toSorted((a, b) => cost(a) - cost(b))[0]!
  const unknown = found.sends === "unknown" ? [[`to do: the body of ${found.id}`, ""] as const] : []
  const given = [...needs(found).map((_) => [_.name, _.sample] as const), ...unknown]
  const input = given.map(([name, value]) => `${key(name)}: ${quoted(value)}`)
  return { ...found, input: input.length === 0 ? "" : `{ ${input.join(", ")} }` }
}

/**
 * Returns the error in the example: 401 if the operation can fail with it, otherwise another declared error that is not
 * 429 or 5xx. If there is none, it is `UnexpectedStatus` with a status that the vendor does not declare.
 */
const exampleError = (slice: Slice) => {
  const { errors } = shown(slice)
  const own = slice.errors.filter(
    ({ name, status }) => status >= 400 && (errors.includes(name) || slice.common.includes(name))
  )
  const found = own.find(({ status }) => status === 401) ?? own.find(({ status }) => status !== 429 && status < 500)
  const undeclared = [418, 451, 424].find((_) => slice.errors.every(({ status }) => status !== _))
  return found ?? { name: "UnexpectedStatus", status: undeclared ?? 499 }
}

export const example = (slice: Slice): string => {
  const { input, module, name } = shown(slice)
  const { name: error } = exampleError(slice)
  const variables = credentialNames(slice).map((_) => Names.variable(slice.name, _))
  const mock = `for a mock server, ${Names.variable(slice.name, "baseUrl")}`
  return `\
import { NodeHttpClient, NodeRuntime } from "@effect/platform-node"
import { ${[module, slice.service].toSorted().join(", ")} } from "@salesbridge/${slice.name}"
import { Console, Effect, Layer } from "effect"

const program = Effect.gen(function* () {
  const answer = yield* ${module}.${name}(${input})
  yield* Console.log(JSON.stringify(answer, null, 2))
}).pipe(Effect.catchTag(${quoted(error)}, ({ message }) => Console.log(message)))

// ${variables.length === 0 ? `${mock.charAt(0).toUpperCase()}${mock.slice(1)}` : `${variables.join(", ")} and, ${mock}`}
const layer = ${slice.service}.layerConfig.pipe(
  Layer.provide(NodeHttpClient.layerUndiciNoDispatcher),
  // Node's global dispatcher. On Node 24, it respects NODE_USE_ENV_PROXY; for 22, see "Proxies and certificates".
  Layer.provide(NodeHttpClient.dispatcherLayerGlobal)
)

NodeRuntime.runMain(Effect.provide(program, layer))
`
}

export const promiseExample = (slice: Slice): string => {
  const { input, module, name } = shown(slice)
  const { name: error } = exampleError(slice)
  const own = Names.camel(slice.service)
  const client = Names.firstFree([own, `${own}Client`], new Set(["answer", "console", "error", "process"]))
  const settings = [
    ...credentialNames(slice).map((_) => `${_}: process.env.${Names.variable(slice.name, _)}!`),
    `baseUrl: process.env.${Names.variable(slice.name, "baseUrl")}`
  ]
  return `\
import { create${slice.service}, ${error} } from "@salesbridge/${slice.name}/promise"

const ${client} = create${slice.service}({ ${settings.join(", ")} })

try {
  const answer = await ${client}.${module}.${name}(${input})
  console.log(JSON.stringify(answer, null, 2))
} catch (error) {
  if (!(error instanceof ${error})) throw error
  console.log(error.message)
} finally {
  await ${client}.close()
}
`
}

const env = (slice: Slice, url: string) =>
  `{ ${[
    ...credentialNames(slice).map((_) => `${Names.variable(slice.name, _)}: "secret"`),
    `${Names.variable(slice.name, "baseUrl")}: ${url}`
  ].join(", ")} }`

/**
 * The test of an example. It makes the call fail with the example's error, so that it does not depend on a response
 * body.
 */
export const exampleTest = (slice: Slice) => {
  const { id, method } = shown(slice)
  const { status } = exampleError(slice)
  return `
        const { received, url } = yield* Recorder.start(() => ({ status: ${status}, body: {} }))
        const [line] = yield* runShown(example, ${env(slice, "url")})
        assert.isTrue(line?.startsWith(${quoted(`${slice.name} ${id}: ${status} `)}), line)
        assert.deepStrictEqual(
          received.map(({ method }) => method),
          [${quoted(method.toUpperCase())}]
        )`
}
