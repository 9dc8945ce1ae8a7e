import type * as SchemaAST from "effect/SchemaAST"

/** The node behind a recursive reference. */
export const resolved = (ast: SchemaAST.AST): Exclude<SchemaAST.AST, SchemaAST.Suspend> =>
  ast._tag === "Suspend" ? resolved(ast.thunk()) : ast
