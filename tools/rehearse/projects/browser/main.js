// Bundles an operation for browsers, and runs the bundle with the globals that browsers have.
import assert from "node:assert/strict"
import { runInNewContext } from "node:vm"
import { startMock } from "@salesbridge/mocks"
import { build } from "esbuild"

const options = { entryPoints: ["operation.js"], bundle: true, minify: true, platform: "browser", format: "iife" }
const { outputFiles, warnings } = await build({ ...options, write: false })
assert.deepEqual([outputFiles.length, warnings], [1, []])
const code = outputFiles[0].text

const names = `AbortController AbortSignal Blob DOMException Event EventTarget File FormData Headers ReadableStream Request
  Response TextDecoder TextEncoder TransformStream URL URLSearchParams WritableStream atob btoa clearInterval clearTimeout
  console crypto fetch performance queueMicrotask setInterval setTimeout structuredClone`
const web = Object.fromEntries(names.split(/\s+/).map((name) => [name, globalThis[name]]))
const mock = await startMock({ vendor: "salesflow" })
try {
  const answer = await new Promise((resolve, reject) => {
    const scope = { ...web, baseUrl: mock.url, postMessage: resolve, reportError: reject }
    runInNewContext(code, Object.assign(scope, { self: scope }))
  })
  assert.equal(answer, "Sales")
} finally {
  await mock.close()
}
console.log(`one vendor answered ${Math.round(code.length / 1024)} KiB of script`)
