/** How Salesflow's operations are declared: under its name, with the 403 that every call can meet. */
import { Operation } from "@salesbridge/core"
import { definition } from "./Definition.ts"
import { InvalidCredentials } from "./Errors.ts"
import { Salesflow } from "./Salesflow.ts"

export const { delete: del, get, post } = Operation.declare(definition, Salesflow, { errors: [InvalidCredentials] })
