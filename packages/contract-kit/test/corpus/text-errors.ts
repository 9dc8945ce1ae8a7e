import { getThing, NotFound, of, Thing } from "./Client.ts"

export const client = of(
  getThing(Thing, { errors: [NotFound] }),
  '"404":',
  '"410":',
  "getThing 404, status: package: NotFound; specification: no such status"
)
