import { takesOwnData } from "@salesbridge/mock-engine/testing"
import { target } from "../test/caller.ts"

takesOwnData(target, ["accounts", "campaigns", "members", "webhooks", "webhookCampaigns"])
