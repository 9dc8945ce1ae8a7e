/** Records by id. */

/** The record with that id, of own properties only: an id such as `constructor` finds nothing. */
export const find = <Row>(records: Readonly<Record<string, Row>>, id: string): Row | undefined =>
  Object.hasOwn(records, id) ? records[id] : undefined
