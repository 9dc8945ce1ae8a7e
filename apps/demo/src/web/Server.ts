/** Serves the page and its data: the job's state as server-sent events, its lines, and the commands. */
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { bundle } from "@salesbridge/page/bundle.ts"
import { Effect, Fiber, Layer, Schema, Stream } from "effect"
import { HttpRouter, HttpServer, HttpServerRequest, HttpServerResponse, Multipart } from "effect/http"
import { readFileSync } from "node:fs"
import { createServer } from "node:http"
import { join } from "node:path"
import { type CannotRun, cannotRun } from "../CannotRun.ts"
import { endConnections } from "../endConnections.ts"
import { included } from "../included.ts"
import type { TextFile } from "../TextFile.ts"
import { accessGuard } from "./AccessGuard.ts"
import { JobControl } from "./JobControl.ts"
import * as JobView from "./JobView.ts"
import type { Show } from "./search.ts"

const folder = included("src/web/page")
const types = {
  "index.html": "text/html; charset=utf-8",
  "icon.svg": "image/svg+xml",
  "app.js": "text/javascript; charset=utf-8",
  "style.css": "text/css; charset=utf-8"
}
const commonHeaders = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff"
}

/** For one file, about 200,000 contacts. */
const largestFile = "64 MiB"

const text = new TextEncoder()
const reply = (value: unknown) => HttpServerResponse.jsonUnsafe(value)
const refused = (status: number, error: string) => HttpServerResponse.jsonUnsafe({ error }, { status })

const fields = new Set(["contacts", "unsubscribed"])
const tooLarge = `it is larger than ${largestFile}`
const uploadProblems = {
  FileTooLarge: tooLarge,
  FieldTooLarge: tooLarge,
  BodyTooLarge: tooLarge,
  TooManyParts: `the form has more parts than ${[...fields].join(" and ")}`,
  InternalError: "the upload was cut off; send it again",
  Parse: "the upload is not a form with files, or was cut off"
} satisfies Readonly<Record<Multipart.MultipartErrorReason["_tag"], string>>

/** The files of a form, by the names of their fields. */
const filesOf = Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ multipartStream }) =>
  multipartStream.pipe(
    Stream.filter(Multipart.isFile),
    Stream.mapEffect(({ contentEffect, key, name }) =>
      Effect.map(contentEffect, (bytes): readonly [string, TextFile] => [key, { name, bytes }])
    ),
    Stream.filter(([, { name }]) => name !== ""),
    Stream.runCollect,
    Effect.flatMap((files) => {
      const foreign = files.find(([key]) => !fields.has(key))
      return foreign === undefined
        ? Effect.succeed(Object.fromEntries(files))
        : cannotRun(`Cannot read the file ${foreign[1].name}: its field is neither ${[...fields].join(" nor ")}.`)
    }),
    Effect.provide(Multipart.limitsServices({ maxParts: 2, maxFileSize: largestFile })),
    Effect.catchTag("MultipartError", ({ reason }) =>
      cannotRun(`Cannot read the file: ${uploadProblems[reason._tag]}.`)
    )
  )
)

/** The number of a preview; undefined if the request names none. */
const previewOf = HttpServerRequest.schemaSearchParams(Schema.Struct({ preview: Schema.NumberFromString })).pipe(
  Effect.map(({ preview }) => preview),
  Effect.orElseSucceed(() => undefined)
)

const Query = Schema.Struct({
  show: Schema.optionalKey(Schema.String),
  search: Schema.optionalKey(Schema.String),
  portion: Schema.optionalKey(
    Schema.NumberFromString.check(Schema.isInt(), Schema.isBetween({ minimum: 0, maximum: 1e9 }))
  )
})

/** Answers by the request's query. */
const withQuery = <E, R>(
  answer: (query: typeof Query.Type) => Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>
) =>
  Effect.matchEffect(HttpServerRequest.schemaSearchParams(Query), {
    onFailure: () => Effect.succeed(refused(400, "The portion must be a number from 0.")),
    onSuccess: answer
  })

const pageFiles = Effect.gen(function* () {
  const bundled = yield* Effect.promise(() => bundle(folder))
  return Object.entries(types).map(([name, contentType]) =>
    HttpRouter.route(
      "GET",
      name === "index.html" ? "/" : `/${name}`,
      HttpServerResponse.uint8Array(bundled[name] ?? readFileSync(join(folder, name)), { contentType })
    )
  )
})

const routes = Effect.gen(function* () {
  const job = yield* JobControl
  const view = yield* JobView.make
  const scope = yield* Effect.scope
  /** Runs to the end even if the page that sent the request is closed. */
  const lasting = <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.flatMap(Effect.forkIn(effect, scope), Fiber.join)
  const respond = <A, R>(effect: Effect.Effect<A, CannotRun, R>) =>
    effect.pipe(
      Effect.map((value) => reply(value ?? {})),
      Effect.catchTag("CannotRun", ({ message }) => Effect.succeed(refused(409, message)))
    )
  const commands = {
    "preview-again": lasting(job.previewAgain),
    start: Effect.flatMap(previewOf, job.start),
    pause: job.pause,
    resume: job.resume,
    retry: job.retryFailed
  }
  return [
    ...(yield* pageFiles),
    HttpRouter.route(
      "GET",
      "/live",
      HttpServerResponse.stream(
        Stream.map(view.overviews, (overview) => text.encode(`data: ${JSON.stringify(overview)}\n\n`)),
        { contentType: "text/event-stream" }
      )
    ),
    HttpRouter.route(
      "GET",
      "/lines",
      withQuery(({ portion = 0, search = "", show = "all" }) =>
        Effect.map(view.find(show as Show, search, portion), reply)
      )
    ),
    HttpRouter.route("GET", "/failures", respond(job.failures)),
    HttpRouter.route(
      "GET",
      "/suppressions",
      withQuery(({ portion = 0, search = "" }) =>
        respond(
          Effect.map(job.ledger, (ledger) =>
            JobView.portionOf(
              ledger.filter(({ address, source }) => JobView.holds([address, source], search)),
              portion
            )
          )
        )
      )
    ),
    HttpRouter.route("POST", "/preview", respond(Effect.flatMap(filesOf, (files) => lasting(job.preview(files))))),
    ...Object.entries(commands).map(([name, command]) => HttpRouter.route("POST", `/${name}`, respond(command)))
  ]
})

/** Serves until the scope ends, and returns the page's address. */
export const serve = Effect.fnUntraced(function* (port: number, token: string) {
  const app = yield* HttpRouter.toHttpEffect(HttpRouter.addAll(routes, { prefix: `/${token}` }))
  const refusalOf = accessGuard(token)
  const guarded = Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ headers, url }) => {
    const refusal = refusalOf({ headers, url })
    if (refusal === undefined && url === `/${token}`) {
      return Effect.succeed(HttpServerResponse.redirect(`/${token}/`, { status: 308 }))
    }
    return refusal === undefined ? app : Effect.succeed(HttpServerResponse.text(refusal, { status: 403 }))
  }).pipe(
    Effect.catchTag("HttpServerError", () => Effect.succeed(refused(404, "There is nothing at this address."))),
    Effect.map(HttpServerResponse.setHeaders(commonHeaders))
  )
  const node = createServer()
  const server = yield* Layer.build(
    NodeHttpServer.layer(() => node, { host: "127.0.0.1", port, disablePreemptiveShutdown: true })
  ).pipe(
    Effect.catchTag("ServeError", () =>
      cannotRun(`Port ${port} is in use: give another with --web-port, or 0 for any.`)
    )
  )
  yield* Effect.addFinalizer(() => Effect.sync(() => endConnections(node)))
  yield* Effect.provide(HttpServer.serveEffect(guarded), server)
  const address = yield* Effect.provide(HttpServer.addressFormattedWith(Effect.succeed), server)
  return `${address}/${token}/`
})
