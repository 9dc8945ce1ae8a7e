// As contract-kit's README says.
import { startMock } from "@salesbridge/mocks"
export const serve = (spec: string) => startMock({ spec }, { errors: true })
