import { Explained, getThing, of, optionalName, Thing } from "./Client.ts"

export const client = of(getThing(Thing, { errors: [Explained] }), ...optionalName)
