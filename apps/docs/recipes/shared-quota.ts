import { createSalesloft } from "@salesbridge/salesloft/promise"
import { createClient } from "redis"

const redis = createClient({ url: process.env["REDIS_URL"]! })
await redis.connect()

const salesloft = createSalesloft({
  accessToken: process.env["SALESLOFT_ACCESS_TOKEN"]!,
  baseUrl: process.env["SALESLOFT_BASE_URL"],
  // Default: the vendor's own limit.
  quota: { redis, limits: [{ limit: 20, window: "1 second" }] },
  onWait: ({ millis, reason }) => console.error(`waits ${Math.round(millis)} ms for its ${reason}`)
})

for (let call = 0; call < 10; call++) await salesloft.Users.me()
console.log("10 calls")
await salesloft.close()
await redis.close()
