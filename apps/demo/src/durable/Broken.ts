/** Fails when the database accepts no more writes, whoever finds that out: the job's stores or `effect/cluster`. */
import { Context, Deferred, Layer } from "effect"
import type { SqlError } from "effect/sql"

export class Broken extends Context.Service<Broken, Deferred.Deferred<never, SqlError.SqlError>>()(
  "@salesbridge/demo/Broken"
) {
  static readonly layer = Layer.effect(Broken, Deferred.make<never, SqlError.SqlError>())
}
