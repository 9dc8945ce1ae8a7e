/** The interface that every measured client implements, so that all do the same work. */

export interface Client {
  /** Makes `calls` calls, `concurrency` at a time: lists the hundred contacts of a campaign, or gets one contact. */
  readonly run: (scenario: Scenario, calls: number, concurrency: number) => Promise<unknown>
  readonly close: () => Promise<void>
}

export type Scenario = "list" | "get"

/** Runs calls that return promises, a limited number at a time. */
export const pool =
  (scenarios: { readonly [scenario in Scenario]: () => Promise<unknown> }): Client["run"] =>
  (scenario, calls, concurrency) => {
    let left = calls
    const worker = async () => {
      while (left-- > 0) await scenarios[scenario]()
    }
    return Promise.all(Array.from({ length: concurrency }, worker))
  }

export type Make = (baseUrl: string) => Promise<Client>

/** The paths, for clients without Salesflow's operations. */
export const paths = {
  list: "/api/members/list-contacts?campaignId=456&token=bench-token&accountId=321",
  get: "/api/members/46875434?token=bench-token&accountId=321"
}
