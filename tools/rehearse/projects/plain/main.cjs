"use strict"
require("./calls.cjs")({
  ...require("@salesbridge/getsales/promise"),
  ...require("@salesbridge/mocks"),
  ...require("@salesbridge/salesblink/promise"),
  ...require("@salesbridge/salesflow/promise"),
  ...require("@salesbridge/salesloft/promise"),
  assert: require("node:assert/strict")
})
