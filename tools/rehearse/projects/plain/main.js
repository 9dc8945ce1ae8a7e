import assert from "node:assert/strict"
import { createGetSales } from "@salesbridge/getsales/promise"
import { startMock } from "@salesbridge/mocks"
import { createSalesBlink } from "@salesbridge/salesblink/promise"
import { CampaignAlreadyRunning, createSalesflow } from "@salesbridge/salesflow/promise"
import { createSalesloft } from "@salesbridge/salesloft/promise"
import calls from "./calls.cjs"

await calls({
  assert,
  CampaignAlreadyRunning,
  createGetSales,
  createSalesBlink,
  createSalesflow,
  createSalesloft,
  startMock
})
