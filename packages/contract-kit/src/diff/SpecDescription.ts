/**
 * Describes an operation of a specification as plain JSON: everything that those who develop against its mock notice.
 */
import { canonical, isObject, type Json, type JsonObject, listOr, objectOr } from "@salesbridge/openapi/Json"
import { methods, parameterKey, parameters, resolve } from "@salesbridge/openapi/Document"
import { explicit } from "@salesbridge/openapi/Explicit"
import { straight } from "@salesbridge/openapi/References"
import type { OpenApi, SpecOperation } from "@salesbridge/openapi/Specification"
import { separate } from "@salesbridge/openapi/Views"
import type { Field, Shape } from "../shape/SchemaShape.ts"
import { documentShape } from "../shape/OpenApiSchemaShape.ts"
import { isText, type Keywords, keywordsOf, meaningOf } from "./Keywords.ts"

/** A parameter, or a header of a response. */
export interface ParameterDescription extends Field {
  /** The style of lists and objects, or the media type of the value. */
  readonly style: string
}

/** A request body. */
export interface BodyDescription {
  readonly required: boolean
  /** By media type. */
  readonly content: { readonly [type: string]: Shape }
}

/** A response. */
export interface ResponseDescription {
  readonly content: { readonly [type: string]: Shape }
  readonly headers: { readonly [name: string]: ParameterDescription }
  /** The names of its examples, which a `Prefer: example=` header can request. */
  readonly examples: ReadonlyArray<string>
}

/** An operation of a specification as plain JSON. */
export interface SpecOperationDescription extends Keywords {
  readonly id: string
  readonly method: string
  readonly path: string
  /** By place and name, such as `query page`. */
  readonly parameters: { readonly [name: string]: ParameterDescription }
  readonly body: BodyDescription | undefined
  /** By status, including `default`. */
  readonly responses: { readonly [status: string]: ResponseDescription }
  /** Alternative sets of credentials. If there are none, the operation is public. */
  readonly security: ReadonlyArray<string>
  /** The operation's own servers, if they differ from those of the whole specification. */
  readonly servers: ReadonlyArray<string>
}

/** A call that the vendor makes, as plain JSON. */
export interface WebhookDescription extends Keywords {
  readonly method: string
  /** The body that the vendor sends, by media type. It is not part of `structure`. */
  readonly content: BodyDescription["content"]
}

/** A specification as plain JSON. */
export interface SpecDescription {
  readonly servers: ReadonlyArray<string>
  readonly texts: { readonly [place: string]: string }
  /** Other keywords of the document, such as `x-mock`. */
  readonly unknown: { readonly [place: string]: string }
  /** By name, from `webhooks` and `x-webhooks`. */
  readonly webhooks: { readonly [name: string]: WebhookDescription }
  readonly operations: ReadonlyArray<SpecOperationDescription>
}

/** The keywords of a document that are only for people. */
const forPeople = new Set(["openapi", "info", "tags", "externalDocs"])

/** Describes a specification, in the views of it that requests and responses have. */
export const describe = (spec: OpenApi): SpecDescription => {
  const document = separate(explicit(straight(spec.document)))
  const { components: _, paths: __, security: ___, servers, webhooks, "x-webhooks": extension, ...head } = document
  const isForPeople = ([name]: readonly [string, Json]) => forPeople.has(name) || isText(name)
  const entries = Object.entries(head)
  return {
    servers: serversOf(servers),
    texts: Object.fromEntries(entries.filter(isForPeople).map(([name, value]) => [name, canonical(value)])),
    unknown: Object.fromEntries(
      entries.filter((_) => !isForPeople(_)).map(([name, value]) => [name, meaningOf(value)])
    ),
    webhooks: webhooksOf(document, { ...objectOr(extension), ...objectOr(webhooks) }),
    operations: spec.operations.map((operation) => describeOperation(document, operation))
  }
}

const webhooksOf = (document: JsonObject, webhooks: JsonObject): SpecDescription["webhooks"] =>
  Object.fromEntries(
    Object.entries(webhooks).flatMap(([name, given]) => {
      const item = resolve(document, given)
      const used = methods.filter((method) => isObject(item[method]))
      return used.map((method): readonly [string, WebhookDescription] => {
        const { requestBody, ...operation } = objectOr(item[method])
        const body = resolve(document, requestBody)
        const others = { ...item, [method]: {}, ...operation, required: body["required"] === true }
        return [
          used.length === 1 ? name : `${name} ${method}`,
          {
            method: method.toUpperCase(),
            content: contentOf(document, body),
            ...keywordsOf(document, { ...others, requestBody: body }),
            structure: keywordsOf(document, others).structure
          }
        ]
      })
    })
  )

const describeOperation = (document: JsonObject, operation: SpecOperation): SpecOperationDescription => {
  const item = resolve(document, objectOr(document["paths"])[operation.path])
  const given = objectOr(item[operation.method.toLowerCase()])
  const byName = new Map(parameters(document, { item, operation: given }).map((_) => [parameterKey(_), _]))
  const body = given["requestBody"] === undefined ? undefined : resolve(document, given["requestBody"])
  const required = listOr(given["security"] ?? document["security"]).map(objectOr)
  const defined = objectOr(resolve(document, document["components"])["securitySchemes"])
  const used = required.flatMap((_) => Object.keys(_))
  const whole = {
    ...given,
    parameters: Object.fromEntries(byName),
    schemes: Object.fromEntries(
      used.map((name) => {
        const { description: _, ...scheme } = resolve(document, defined[name])
        return [name, scheme]
      })
    )
  }
  return {
    id: operation.id,
    method: operation.method,
    path: operation.path,
    parameters: Object.fromEntries([...byName].map(([name, _]) => [name, parameterOf(document, _)])),
    body: body === undefined ? undefined : { required: body["required"] === true, content: contentOf(document, body) },
    responses: Object.fromEntries(
      Object.entries(objectOr(given["responses"])).map(([status, response]) => {
        const resolved = resolve(document, response)
        return [status, responseOf(document, resolved)]
      })
    ),
    security: operation.security.map(
      (schemes, index) =>
        schemes
          .map((_) => {
            const scopes = listOr(required[index]?.[_.name]).map(String).toSorted().join(" and ")
            const scheme = _.scheme === undefined ? "" : ` after ${_.scheme}`
            return `${_.in} ${_.parameter}${scheme}${scopes === "" ? "" : ` for ${scopes}`}`
          })
          .toSorted()
          .join(" and ") || "nothing"
    ),
    servers: serversOf(given["servers"] ?? item["servers"]),
    ...keywordsOf(document, whole)
  }
}

const parameterOf = (document: JsonObject, given: JsonObject): ParameterDescription => {
  const [content] = Object.entries(objectOr(given["content"]))
  const style = given["style"] ?? (given["in"] === "query" || given["in"] === "cookie" ? "form" : "simple")
  const explode = given["explode"] ?? style === "form"
  return {
    required: given["required"] === true,
    shape: documentShape(document, given["schema"] ?? objectOr(content?.[1])["schema"]),
    style: content?.[0] ?? `${String(style)}${explode === true ? ", exploded" : ""}`
  }
}

const contentOf = (document: JsonObject, holder: JsonObject): BodyDescription["content"] =>
  Object.fromEntries(
    Object.entries(objectOr(holder["content"])).map(([type, media]) => [
      type,
      documentShape(document, objectOr(media)["schema"])
    ])
  )

const responseOf = (document: JsonObject, response: JsonObject): ResponseDescription => ({
  content: contentOf(document, response),
  headers: Object.fromEntries(
    Object.entries(objectOr(response["headers"])).map(([name, header]) => [
      name.toLowerCase(),
      parameterOf(document, resolve(document, header))
    ])
  ),
  examples: [
    ...new Set(
      Object.values(objectOr(response["content"])).flatMap((_) => Object.keys(objectOr(objectOr(_)["examples"])))
    )
  ]
})

/** The URLs of servers, with every listed value of their variables. */
const serversOf = (given: Json | undefined): ReadonlyArray<string> =>
  listOr(given).flatMap((_) => {
    const { url, variables } = objectOr(_)
    return Object.entries(objectOr(variables)).reduce<ReadonlyArray<string>>(
      (urls, [name, variable]) => {
        const { default: initial, enum: others } = objectOr(variable)
        const values = new Set([initial ?? `{${name}}`, ...listOr(others)].map(String))
        return urls.flatMap((url) => [...values].map((value) => url.replaceAll(`{${name}}`, value)))
      },
      [String(url)]
    )
  })
