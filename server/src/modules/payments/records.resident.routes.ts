import Router from '@koa/router'
import { z } from 'zod'
import { SeasonCode } from '../../../../shared/contracts/fields.ts'
import { HouseholdParams } from '../../../../shared/contracts/households.ts'
import { PaymentCertificate } from '../../../../shared/contracts/residents.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, residentOf } from '../../http/context.ts'
import { answersFile, sendFile } from '../../http/files.ts'
import { params } from '../../http/validation.ts'
import { notFound } from '../../platform/domain-error.ts'
import { householdStatement } from './household-statement.ts'
import type { Payments } from './index.ts'

const PaymentParams = z.object({ paymentNo: z.string().regex(/^[0-9A-Z]{8,32}$/) })
const StatementParams = HouseholdParams.extend({ seasonCode: SeasonCode })
const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** What residents keep of what they have paid; every household is checked against their bindings. */
export function recordsResidentRoutes(payments: Payments): Router<RequestState> {
  const router = new Router<RequestState>()
  router.get('/payments/:paymentNo', answers('缴费凭证', PaymentCertificate), params(PaymentParams), async (ctx) => {
    const { paymentNo } = ctx.state.params as { readonly paymentNo: string }
    ctx.body = await payments.readCertificate(residentOf(ctx as Context), paymentNo)
  })
  router.get(
    '/households/:householdNo/bills/:seasonCode/statement',
    answersFile('一个采暖季的缴费明细（Excel）', WORKBOOK),
    params(StatementParams),
    async (ctx) => {
      const { householdNo, seasonCode } = ctx.state.params as { readonly householdNo: string; readonly seasonCode: string }
      const bills = await payments.residentBills(residentOf(ctx as Context), householdNo)
      const bill = bills.find((one) => one.seasonCode === seasonCode)
      if (!bill) throw notFound('这个采暖季的账单')
      sendFile(ctx as Context, { name: `缴费明细-${householdNo}-${seasonCode}.xlsx`, type: WORKBOOK, body: householdStatement(bill) })
    },
  )
  return router
}
