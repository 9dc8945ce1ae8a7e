/** The connections of a process to PostgreSQL. */

/** The default of `@effect/sql-pg`. */
export const poolSize = 10

export const noFreeConnection =
  `PostgreSQL has no free connection, and each process of a job takes ${poolSize}. ` +
  "Raise its max_connections, or stop other programs that use it"

/** Whether the server refused a connection because it has too many. */
export const lacksConnection = (error: unknown) => error instanceof Error && "code" in error && error.code === "53300"
