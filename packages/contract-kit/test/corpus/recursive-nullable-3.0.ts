import { Chain, getThing, of } from "./Client.ts"

export const client = of(
  getThing(Chain),
  "nullable: true, ",
  "",
  "getThing 200, response body child: package: null or object, required; specification: object, required"
)
