import Router from '@koa/router'
import Koa, { type Middleware } from 'koa'
import type { System } from './compose.ts'
import type { RequestState } from './http/context.ts'
import { healthRoutes } from './http/health.ts'
import { jobsRoutes } from './http/jobs.routes.ts'
import { problems } from './http/problem.ts'
import { requestId } from './http/request-id.ts'
import { residentOnly } from './http/resident-identity.ts'
import { securityHeaders } from './http/security-headers.ts'
import { simulatorProxy } from './http/simulator-proxy.ts'
import { staffOnly } from './http/staff-identity.ts'
import { fromRoot, type StaticSite, staticSite } from './http/static-site.ts'
import { auditRoutes } from './modules/audit/audit.routes.ts'
import { billingRoutes } from './modules/billing/billing.routes.ts'
import { householdsRoutes } from './modules/households/households.routes.ts'
import { ledgerRoutes } from './modules/ledger/ledger.routes.ts'
import { paymentsCallbacks } from './modules/payments/payments.callbacks.ts'
import { paymentsResidentRoutes } from './modules/payments/payments.resident.routes.ts'
import { paymentsRoutes } from './modules/payments/payments.routes.ts'
import { h5SignInRoutes } from './modules/residents/h5-sign-in.routes.ts'
import { residentSessionRoutes, residentsRoutes } from './modules/residents/residents.resident.routes.ts'
import { staffRoutes, staffSessionRoutes } from './modules/staff/staff.routes.ts'
import { tenancyRoutes } from './modules/tenancy/tenancy.routes.ts'
import { readHouseholdFile } from './reports/household-file.ts'
import { listHouseholds } from './reports/household-list.ts'

export type AppOptions = {
  /** Cookies only over https. */
  readonly secure: boolean
  /** Behind our own reverse proxy: trust X-Forwarded-*. */
  readonly trustProxy: boolean
  readonly sites: readonly StaticSite[]
  /** Where the simulators' human pages come from; null in production. */
  readonly simulatorUrl: string | null
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
  return [
    open('', healthRoutes(system.database, system.metrics)),
    open('', paymentsCallbacks(payments)),
    open('', h5SignInRoutes(residents, { secure })),
    open('/api/staff', staffSessionRoutes(staff, { clock, secure })),
    open('/api/resident', residentSessionRoutes(residents)),
    forStaff(staffRoutes(staff)),
    forStaff(tenancyRoutes(system.tenancy)),
    forStaff(auditRoutes(system.audit)),
    forStaff(
      householdsRoutes(system.households, {
        listHouseholds: listHouseholds(system.database),
        readHouseholdFile: readHouseholdFile(system.database),
      }),
    ),
    forStaff(billingRoutes(system.billing)),
    forStaff(paymentsRoutes(payments)),
    forStaff(ledgerRoutes(system)),
    forStaff(jobsRoutes(system.jobs)),
    forResidents(residentsRoutes(residents, { presentHome, secure })),
    forResidents(paymentsResidentRoutes(payments)),
  ]
}

/** The Koa application of a composed system: what supertest drives and main listens with. */
export function createApp(system: System, options: AppOptions): Koa<RequestState> {
  const app = new Koa<RequestState>({ proxy: options.trustProxy })
  app.silent = true
  app.use(requestId(system.logger, system.metrics))
  app.use(securityHeaders())
  app.use(problems(system.logger))
  if (options.simulatorUrl) app.use(simulatorProxy(options.simulatorUrl))

  const guards: Readonly<Record<RouteGroup['guard'], readonly Middleware<RequestState>[]>> = {
    none: [],
    staff: [staffOnly(system.staff)],
    resident: [residentOnly(system.residents)],
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
