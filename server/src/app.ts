import Router from '@koa/router'
import Koa, { type Middleware } from 'koa'
import type { System } from './compose.ts'
import { checkAnswers } from './http/answers.ts'
import { apiDocsRoutes } from './http/api-docs.ts'
import { clientAddress } from './http/client-address.ts'
import type { RequestState } from './http/context.ts'
import { healthRoutes } from './http/health.ts'
import { jobsRoutes } from './http/jobs.routes.ts'
import { noteRefusals } from './http/note-refusals.ts'
import { problems } from './http/problem.ts'
import { countEverywhere, countHere } from './http/rate-counter.ts'
import { limitByAccount, limitByAddress } from './http/rate-limit.ts'
import type { RateLimit } from './http/rate-limits.ts'
import { requestId } from './http/request-id.ts'
import { residentOnly } from './http/resident-identity.ts'
import { securityHeaders } from './http/security-headers.ts'
import { simulatorProxy } from './http/simulator-proxy.ts'
import { staffOnly } from './http/staff-identity.ts'
import { fromRoot, type StaticSite, staticSite } from './http/static-site.ts'
import { auditRoutes } from './modules/audit/audit.routes.ts'
import { billingRoutes } from './modules/billing/billing.routes.ts'
import { billingRunRoutes } from './modules/billing/billing-run.routes.ts'
import { correctionsRoutes } from './modules/billing/corrections.routes.ts'
import { extraChargeRoutes } from './modules/billing/extra-charges.routes.ts'
import { exchangeRoutes } from './modules/exchange/exchange.routes.ts'
import { householdEditsRoutes } from './modules/households/household-edits.routes.ts'
import { householdMarksRoutes } from './modules/households/household-marks.routes.ts'
import { householdsRoutes } from './modules/households/households.routes.ts'
import { ledgerRoutes } from './modules/ledger/ledger.routes.ts'
import { messagingCallbacks } from './modules/messaging/messaging.callbacks.ts'
import { meteringRoutes } from './modules/metering/metering.routes.ts'
import { paymentsCallbacks } from './modules/payments/payments.callbacks.ts'
import { paymentsCounterRoutes } from './modules/payments/payments.counter.routes.ts'
import { paymentsResidentRoutes } from './modules/payments/payments.resident.routes.ts'
import { paymentsRoutes } from './modules/payments/payments.routes.ts'
import { recordsResidentRoutes } from './modules/payments/records.resident.routes.ts'
import { refundsRoutes } from './modules/payments/refunds.routes.ts'
import { poorHeatRoutes } from './modules/poor-heat/poor-heat.routes.ts'
import { reconciliationRoutes } from './modules/reconciliation/reconciliation.routes.ts'
import { h5SignInRoutes } from './modules/residents/h5-sign-in.routes.ts'
import { accountRoutes, residentSessionRoutes, residentsRoutes } from './modules/residents/residents.resident.routes.ts'
import { bindingsRoutes } from './modules/residents/residents.routes.ts'
import { membersRoutes } from './modules/staff/members.routes.ts'
import { rolesRoutes } from './modules/staff/roles.routes.ts'
import { staffRoutes, staffSessionRoutes } from './modules/staff/staff.routes.ts'
import { areaAsksRoutes } from './modules/tariffs/area-asks.routes.ts'
import { feeTypeRoutes } from './modules/tariffs/fee-types.routes.ts'
import { tariffsPublicRoutes } from './modules/tariffs/tariffs.public.routes.ts'
import { tariffsRoutes } from './modules/tariffs/tariffs.routes.ts'
import { orgUnitsRoutes } from './modules/tenancy/org-units.routes.ts'
import { seasonsRoutes } from './modules/tenancy/seasons.routes.ts'
import { tenancyRoutes } from './modules/tenancy/tenancy.routes.ts'
import { listRunItems } from './reports/billing-run-items.ts'
import { presentRunItemSteps } from './reports/billing-run-steps.ts'
import { readRunSummary } from './reports/billing-run-summary.ts'
import { readHouseholdFile } from './reports/household-file.ts'
import { listHouseholds } from './reports/household-list.ts'
import { readHouseholdOptions } from './reports/household-options.ts'
import { listMetered } from './reports/metering-list.ts'
import { readUnitTree } from './reports/unit-tree.ts'

export type AppOptions = {
  /** Cookies only over https. */
  readonly secure: boolean
  /** Behind our own reverse proxy: trust X-Forwarded-*. */
  readonly trustProxy: boolean
  /** How many reverse proxies of ours stand one behind the other; one when not given. */
  readonly proxyHops?: number
  /** How often whom; nobody is limited when not given, as in tests whose clock stands still. */
  readonly rateLimits?: readonly RateLimit[]
  readonly sites: readonly StaticSite[]
  /** Where the simulators' human pages come from; null in production. */
  readonly simulatorUrl: string | null
  /** The same of the Alipay simulator, which is a process of its own. */
  readonly alipaySimulatorUrl?: string | null
  /** And of the text messages: what would be on people's phones. */
  readonly smsSimulatorUrl?: string | null
  /** Hold every answer against its contract: for tests. */
  readonly checkAnswers?: boolean
}

/** One mounted group of routes: what stands in front of it and where. The route walk test reads this table. */
export type RouteGroup = { readonly prefix: string; readonly guard: 'none' | 'staff' | 'resident'; readonly router: Router<RequestState> }

/** Every route there is, with its guard. */
export function routeGroups(system: System, secure: boolean): readonly RouteGroup[] {
  const { staff, residents, payments, clock } = system
  const presentHome: Parameters<typeof residentsRoutes>[1]['presentHome'] = async (caller, bindingNo) => {
    const [home] = await payments.readHomes(caller, bindingNo)
    if (!home) throw new Error(`binding ${bindingNo} has no home`)
    return home
  }
  const open = (prefix: string, router: Router<RequestState>): RouteGroup => ({ prefix, guard: 'none', router })
  const forStaff = (router: Router<RequestState>): RouteGroup => ({ prefix: '/api/staff', guard: 'staff', router })
  const forResidents = (router: Router<RequestState>): RouteGroup => ({ prefix: '/api/resident', guard: 'resident', router })
  const groups = [
    open('', healthRoutes(system.database, system.metrics)),
    open('', paymentsCallbacks(payments)),
    open('', messagingCallbacks(system.messaging)),
    open('', h5SignInRoutes(residents, { secure })),
    open('/api/public', tariffsPublicRoutes(system)),
    open('/api/staff', staffSessionRoutes(staff, { clock, secure })),
    open('/api/resident', residentSessionRoutes(residents, { secure })),
    forStaff(staffRoutes(staff)),
    forStaff(membersRoutes(staff)),
    forStaff(rolesRoutes(staff)),
    forStaff(bindingsRoutes(residents)),
    forStaff(tenancyRoutes(system.tenancy)),
    forStaff(orgUnitsRoutes(system.tenancy, { readUnitTree: readUnitTree(system.database) })),
    forStaff(seasonsRoutes(system.tenancy)),
    forStaff(auditRoutes(system.audit)),
    forStaff(
      householdsRoutes(system.households, {
        listHouseholds: listHouseholds(system),
        readHouseholdFile: readHouseholdFile(system.database),
        readHouseholdOptions: readHouseholdOptions(system.database),
      }),
    ),
    forStaff(householdMarksRoutes(system.households)),
    forStaff(householdEditsRoutes(system.households)),
    forStaff(tariffsRoutes(system.tariffs)),
    forStaff(feeTypeRoutes(system.tariffs)),
    forStaff(areaAsksRoutes(system.tariffs)),
    forStaff(billingRoutes(system.billing)),
    forStaff(extraChargeRoutes(system.billing)),
    forStaff(meteringRoutes(system.metering, { listMetered: listMetered(system) })),
    forStaff(correctionsRoutes(system.billing.corrections)),
    forStaff(poorHeatRoutes(system.poorHeat)),
    forStaff(
      billingRunRoutes(
        system.billing,
        {
          listItems: listRunItems(system.database),
          readSummary: readRunSummary(system.database),
          presentSteps: presentRunItemSteps,
        },
        clock,
      ),
    ),
    forStaff(paymentsRoutes(payments)),
    forStaff(refundsRoutes(payments)),
    forStaff(paymentsCounterRoutes(payments)),
    forStaff(reconciliationRoutes(system.reconciliation)),
    forStaff(ledgerRoutes(system)),
    forStaff(exchangeRoutes(system.exchange)),
    forStaff(jobsRoutes(system.jobs)),
    forResidents(residentsRoutes(residents, { presentHome, secure })),
    forResidents(accountRoutes(residents)),
    forResidents(paymentsResidentRoutes(payments)),
    forResidents(recordsResidentRoutes(payments)),
  ]
  return [...groups, open('', apiDocsRoutes(groups))]
}

/** The Koa application of a composed system: what supertest drives and main listens with. */
export function createApp(system: System, options: AppOptions): Koa<RequestState> {
  const app = new Koa<RequestState>({ proxy: options.trustProxy, maxIpsCount: options.proxyHops ?? 1 })
  app.silent = true
  app.use(requestId(system.logger, system.metrics))
  app.use(securityHeaders())
  app.use(problems(system.logger))
  if (options.checkAnswers) app.use(checkAnswers())
  app.use(clientAddress())
  const counters = { here: countHere(), everywhere: countEverywhere(system.database) }
  const limiting = { limits: options.rateLimits ?? [], clock: system.clock, counters }
  app.use(limitByAddress(limiting))
  if (options.smsSimulatorUrl) app.use(simulatorProxy(options.smsSimulatorUrl, '/sim/sms/'))
  if (options.alipaySimulatorUrl) app.use(simulatorProxy(options.alipaySimulatorUrl, '/sim/alipay/'))
  if (options.simulatorUrl) app.use(simulatorProxy(options.simulatorUrl, '/sim/'))

  const guards: Readonly<Record<RouteGroup['guard'], readonly Middleware<RequestState>[]>> = {
    none: [],
    staff: [staffOnly(system.staff), limitByAccount(limiting), noteRefusals(system.audit.noteRefusal)],
    resident: [residentOnly(system.residents), limitByAccount(limiting)],
  }
  for (const { prefix, guard, router } of routeGroups(system, options.secure)) {
    const mounted = new Router<RequestState>(prefix === '' ? {} : { prefix })
    for (const middleware of guards[guard]) mounted.use(middleware)
    mounted.use(router.routes())
    app.use(mounted.routes())
  }
  for (const site of options.sites) app.use(staticSite(site))
  app.use(fromRoot(options.sites))
  return app
}
