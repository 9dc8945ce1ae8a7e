/**
 * The tools of an MCP server: one for each operation or, if there are too many, tools to search and to call operations.
 */
import * as McpSchema from "effect/ai/McpSchema"
import * as McpServer from "effect/ai/McpServer"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import * as CallFailure from "../CallFailure.ts"
import { CommandFailure } from "../CommandFailure.ts"
import { type Description, matches } from "../Description.ts"
import * as Input from "../Input.ts"
import type { JsonSchema } from "../JsonSchema.ts"
import * as OperationTool from "./OperationTool.ts"
import * as Results from "./Results.ts"

/** The maximum number of tools that a model can tell apart. */
const mostTools = 40

export interface Options {
  readonly operations: ReadonlyArray<Description>
  /** The maximum length of a result, in characters. */
  readonly maxLength: number
  /** Makes a call and returns the response's JSON. */
  readonly call: (operation: Description, input: unknown) => Effect.Effect<unknown, unknown>
}

type Handle = (payload: Input.Json) => Effect.Effect<McpSchema.CallToolResult>

interface Tool {
  readonly tool: McpSchema.Tool
  readonly handle: Handle
}

/** An error as a result, so that the agent can react to it. */
const failed = (facts: Input.Json): McpSchema.CallToolResult => Results.toResult(facts, true)

const failureOf = (cause: unknown): McpSchema.CallToolResult => {
  if (CallFailure.isFailure(cause)) return failed(CallFailure.factsOf(cause))
  if (cause instanceof CommandFailure) {
    const { details, hint, message } = cause
    return failed({ error: "CannotCall", message, details, ...(hint === undefined ? {} : { hint }) })
  }
  return failed({ error: "Defect", message: "The call failed because of a defect in this server." })
}

const caller =
  ({ call }: Options, results: Results.Results) =>
  (operation: Description, given: Input.Json): Effect.Effect<McpSchema.CallToolResult> => {
    const read = Input.read(operation, OperationTool.inputOf(operation, given))
    if (Result.isFailure(read)) {
      const issues = read.failure.map(({ path, problem }) => ({ path: path.join("."), problem }))
      return Effect.succeed(
        failed({ error: "InvalidInput", category: "Invalid", message: "Nothing was sent.", issues })
      )
    }
    return Effect.match(call(operation, read.success), { onFailure: failureOf, onSuccess: results.of }).pipe(
      Effect.catchDefect((cause) => Effect.as(Effect.logError(cause), failureOf(cause)))
    )
  }

const readMore = (results: Results.Results): Tool => ({
  tool: new McpSchema.Tool({
    name: "read_more",
    description: "Returns the rest of a result that was cut, from its cursor.",
    inputSchema: objectOf({ cursor: { type: "string" } }),
    annotations: reading("Read on")
  }),
  handle: ({ cursor }) =>
    Effect.succeed(
      results.more(String(cursor)) ??
        failed({ error: "UnknownCursor", message: "The cursor is unknown or has expired: call again." })
    )
})

const objectOf = (
  properties: { readonly [name: string]: JsonSchema },
  required: ReadonlyArray<string> = Object.keys(properties)
): McpSchema.ToolJson => ({ type: "object", properties, required })

const reading = (title: string) => ({
  title,
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: true
})

/** Tools to find and to call any number of operations. */
const searching = (options: Options, call: ReturnType<typeof caller>): ReadonlyArray<Tool> => {
  const named = new Map(options.operations.map((_) => [OperationTool.nameOf(_), _]))
  const hasWrites = options.operations.some(({ safety }) => safety !== "safe")
  return [
    search(options),
    describe(named),
    calling("call_read_operation", "reads", named, call),
    ...(hasWrites ? [calling("call_write_operation", "writes", named, call)] : [])
  ]
}

type Named = ReadonlyMap<string, Description>

const short = (_: Description) => ({ operation: OperationTool.nameOf(_), title: _.title, safety: _.safety })

const operationSchema = {
  type: "string",
  description: "The name from search_operations, such as salesflow_startCampaign"
}

const search = ({ operations }: Options): Tool => {
  const vendors = [...new Set(operations.map(({ vendor }) => vendor))].join(", ")
  return {
    tool: new McpSchema.Tool({
      name: "search_operations",
      description: `Finds operations by words in their names, titles and paths. There are ${operations.length} operations of ${vendors}.`,
      inputSchema: objectOf({ words: { type: "string", description: "Such as: people list" } }),
      annotations: reading("Search operations")
    }),
    handle: ({ words }) =>
      Effect.succeed(Results.toResult({ operations: operations.filter((_) => matches(_, String(words))).map(short) }))
  }
}

const describe = (named: Named): Tool => ({
  tool: new McpSchema.Tool({
    name: "describe_operation",
    description: "Describes an operation: its input as JSON Schema, the effect of sending it twice, and its errors.",
    inputSchema: objectOf({ operation: operationSchema }),
    annotations: reading("Describe an operation")
  }),
  handle: ({ operation }) => {
    const found = named.get(String(operation))
    if (found === undefined) return Effect.succeed(unknown(String(operation), "describe_operation"))
    const description = OperationTool.wordsOf(found)
    return Effect.succeed(Results.toResult({ ...short(found), description, input: OperationTool.inputSchemaOf(found) }))
  }
})

const calling = (name: string, does: "reads" | "writes", named: Named, call: ReturnType<typeof caller>): Tool => ({
  tool: new McpSchema.Tool({
    name,
    description: `Calls an operation that ${does === "reads" ? "only reads" : "writes"}. describe_operation describes its input.`,
    inputSchema: objectOf({ operation: operationSchema, input: { type: "object" } }, ["operation"]),
    annotations: {
      ...reading(`Call an operation that ${does}`),
      ...(does === "writes" && { readOnlyHint: false, destructiveHint: true, idempotentHint: false })
    }
  }),
  handle: ({ input, operation }) => {
    const found = named.get(String(operation))
    return found === undefined || (found.safety === "safe") !== (does === "reads")
      ? Effect.succeed(unknown(String(operation), name))
      : call(found, (input ?? {}) as Input.Json)
  }
})

const unknown = (operation: string, tool: string) =>
  failed({
    error: "UnknownOperation",
    message: `${tool} has no operation "${operation}": search_operations lists them.`
  })

/** The tools for these operations. */
export const toolsOf = (options: Options): ReadonlyArray<Tool> => {
  const results = Results.make(options.maxLength)
  const call = caller(options, results)
  const tools =
    options.operations.length > mostTools
      ? searching(options, call)
      : options.operations.map((_) => ({
          tool: OperationTool.make(_),
          handle: (payload: Input.Json) => call(_, payload)
        }))
  return [...tools, readMore(results)]
}

/** Registers these tools with a server. */
export const registrations = (options: Options) =>
  Layer.effectDiscard(
    Effect.gen(function* () {
      const server = yield* McpServer.McpServer
      for (const { handle, tool } of toolsOf(options)) {
        yield* server.addTool({
          tool,
          annotations: Context.empty(),
          handle: (payload) => handle((payload ?? {}) as Input.Json)
        })
      }
    })
  )
