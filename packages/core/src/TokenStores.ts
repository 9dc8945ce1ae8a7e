/** The token stores in this package. */
export { make as file } from "./TokenFile.ts"
export { make as redis } from "./TokenRedis.ts"
export { memory, type Tokens, type TokenStore, TokenStoreError } from "./TokenStore.ts"
