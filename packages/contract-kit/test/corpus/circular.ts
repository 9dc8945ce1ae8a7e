import { getThing, Node, of } from "./Client.ts"

export const client = of(
  getThing(Node),
  "required: [name, children]",
  "required: [name]",
  "getThing 200, response body children: package: list, required; specification: list, optional"
)
