/**
 * The webhooks that vendors send while a job or a worker runs. A person who unsubscribed is in the ledger before the
 * vendor gets its response. From then on no vendor sends anything to the person, and the other vendors are told.
 */
import { Array, Config, Effect, Layer, Option } from "effect"
import type { WorkflowEngine } from "effect/workflow"
import type { RequestListener } from "node:http"
import { cannotRun } from "./CannotRun.ts"
import { profileIdOf } from "./Contact.ts"
import { Ledger } from "./durable/Ledger.ts"
import * as Suppression from "./durable/Suppression.ts"
import { FailureLog, unreadableAt, unreadableTitle } from "./FailureLog.ts"
import { Screen } from "./Screen.ts"
import { addressIn } from "./VendorAddress.ts"
import type { OnUnsubscribed } from "./VendorIntegration.ts"
import type { Integrations } from "./Vendors.ts"
import { listen } from "./webhookServer.ts"

/** The vendors whose secrets are set, with their secrets. Fails if webhooks are wanted and there is none. */
export const receivable = Effect.fnUntraced(function* (integrations: Integrations, port: number | undefined) {
  const found = yield* Effect.forEach(integrations, ({ name, vendor, webhook }) =>
    webhook === undefined
      ? Effect.succeed([])
      : Effect.map(Effect.orDie(Config.option(Config.Redacted(webhook.secret))), (secret) =>
          Option.isNone(secret) ? [] : [{ name, vendor, webhook, secret: secret.value }]
        )
  )
  const vendors = found.flat()
  if (port === undefined || vendors.length > 0) return vendors
  const secrets = integrations.flatMap(({ webhook }) => webhook?.secret ?? [])
  return yield* cannotRun(`--webhooks needs a secret: set one or more of ${secrets.join(", ")}.`)
})

/** Receives the webhooks of the vendors whose secrets are set. */
const serve = Effect.fnUntraced(function* (integrations: Integrations, port: number) {
  const { line } = yield* Screen
  const ledger = yield* Ledger
  const { noteUnreadable } = yield* FailureLog
  const context = yield* Effect.context<WorkflowEngine.WorkflowEngine>()
  const handlers = new Map<string, RequestListener>()
  const vendors = integrations.map(({ vendor }) => vendor)
  for (const { name, secret, vendor, webhook } of yield* receivable(integrations, port)) {
    const report: OnUnsubscribed = ({ emails, linkedin, term }) =>
      Effect.gen(function* () {
        const source = `${term} at ${name}`
        const [readable, unreadable] = Array.partition(emails, addressIn)
        const ids = linkedin === undefined ? readable : [...readable, profileIdOf(linkedin)]
        yield* ledger.add(ids.map((id) => [id, source]))
        for (const email of readable) yield* Suppression.start({ where: name, email, linkedin, members: [] }, vendors)
        if (ids.length > 0 && unreadable.length === 0) return
        const problem = unreadableAt(source, emails.join(", "))
        if (noteUnreadable(problem)) yield* line(`${unreadableTitle}: ${problem}`)
        return yield* Effect.fail(problem)
      }).pipe(Effect.provide(context))
    handlers.set(vendor, webhook.receiver(secret, report).node)
  }
  const url = yield* listen((request, response) => {
    const handler = handlers.get(request.url!.split(/[/?]/)[1]!)
    if (handler !== undefined) return handler(request, response)
    response.writeHead(404).end()
  }, port)
  for (const vendor of handlers.keys()) yield* line(`Webhooks of ${vendor} are received at ${url}/${vendor}`)
})

/** Listens on this port of 127.0.0.1; nothing without a port. */
export const layer = (integrations: Integrations, port: number | undefined) =>
  port === undefined ? Layer.empty : Layer.effectDiscard(serve(integrations, port))
