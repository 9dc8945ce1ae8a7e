/**
 * What vendors tell by webhook while a job or a worker runs. Who unsubscribed is in the ledger before the vendor hears
 * that its delivery arrived; so nobody writes to them any more, and the other vendors are told.
 */
import { Config, Effect, Layer, Option } from "effect"
import type { WorkflowEngine } from "effect/workflow"
import type { RequestListener } from "node:http"
import { CannotRun } from "./CannotRun.ts"
import type { WebhookOf } from "./Destination.ts"
import { Ledger } from "./durable/Ledger.ts"
import * as Outreach from "./durable/Outreach.ts"
import { listen } from "./listening.ts"
import { Screen } from "./Screen.ts"
import type { Kinds } from "./Vendors.ts"

/** Receives what these vendors post, those whose secret is set, on this port of 127.0.0.1. */
const serve = Effect.fnUntraced(function* (kinds: Kinds, port: number) {
  const { line } = yield* Screen
  const ledger = yield* Ledger
  const context = yield* Effect.context<WorkflowEngine.WorkflowEngine>()
  const handlers = new Map<string, RequestListener>()
  for (const { name, vendor, webhook } of kinds) {
    const secret = webhook && (yield* Effect.orDie(Config.option(Config.Redacted(webhook.secret))))
    if (webhook === undefined || secret === undefined || Option.isNone(secret)) continue
    const told: WebhookOf = ({ email, linkedin, words }) =>
      Effect.andThen(
        ledger.add([[email, `${words} at ${name}`]]),
        Outreach.suppress({ where: name, email, linkedin, members: [] })
      ).pipe(Effect.provide(context))
    handlers.set(vendor, webhook.receiver(secret.value, told).node)
  }
  const secrets = kinds.flatMap(({ webhook }) => webhook?.secret ?? [])
  if (handlers.size === 0) {
    return yield* new CannotRun({ message: `--webhooks needs a secret; set some of ${secrets.join(", ")}.` })
  }
  const url = yield* listen((request, response) => {
    const handler = handlers.get(request.url!.split(/[/?]/)[1]!)
    if (handler !== undefined) return handler(request, response)
    response.writeHead(404).end()
  }, port)
  for (const vendor of handlers.keys()) yield* line(`Webhooks of ${vendor} are received at ${url}/${vendor}`)
})

export const layer = (kinds: Kinds, port: number | undefined) =>
  port === undefined ? Layer.empty : Layer.effectDiscard(serve(kinds, port))
