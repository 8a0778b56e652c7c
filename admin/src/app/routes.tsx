import type { ReactNode } from 'react'
import type { RouteObject } from 'react-router'
import type { Right } from '../access.ts'
import { RightPage } from './RightPage.tsx'
import { RouteFault } from './RouteFault.tsx'
import { SignedIn } from './SignedIn.tsx'
import { Splash } from './Splash.tsx'

type PageModule = { readonly default: () => ReactNode }

/** A page that is loaded when it is first opened, and shown to those who hold the right. */
function page(path: string, right: Right | null, load: () => Promise<PageModule>): RouteObject {
  const route: RouteObject = { path, lazy: async () => ({ Component: (await load()).default }) }
  return right === null ? route : { element: <RightPage right={right} />, children: [route] }
}

const pages: RouteObject[] = [
  page('/', null, () => import('../pages/workbench/home/index.tsx')),
  page('/households', 'seeHouseholds', () => import('../pages/households/list/index.tsx')),
  page('/households/new', 'createHousehold', () => import('../pages/households/create/index.tsx')),
  page('/households/:householdNo', 'seeHouseholds', () => import('../pages/households/file/index.tsx')),
  page('/households/:householdNo/scan-collect', 'collectByCode', () => import('../pages/payments/scan-collect/index.tsx')),
  page('/payment-orders', 'seeOrders', () => import('../pages/payments/order-list/index.tsx')),
  page('/payment-orders/:orderNo', 'seeOrders', () => import('../pages/payments/order-file/index.tsx')),
  page('/refunds', 'seeOrders', () => import('../pages/payments/refund-list/index.tsx')),
  page('/refunds/:refundNo', 'seeOrders', () => import('../pages/payments/refund-file/index.tsx')),
  page('/money-todos', 'seeOrders', () => import('../pages/payments/suspense-list/index.tsx')),
  page('/billing-runs', 'previewBilling', () => import('../pages/billing/run-list/index.tsx')),
  page('/billing-runs/:runNo', 'previewBilling', () => import('../pages/billing/run/index.tsx')),
  page('/metering', 'seeMeters', () => import('../pages/metering/readings/index.tsx')),
  page('/heat-refunds', 'seeBills', () => import('../pages/poor-heat/refund-list/index.tsx')),
  page('/heat-refunds/:refundNo', 'seeBills', () => import('../pages/poor-heat/refund-file/index.tsx')),
  page('/outages', 'seeBills', () => import('../pages/poor-heat/outage-list/index.tsx')),
  page('/outages/:outageNo', 'seeBills', () => import('../pages/poor-heat/outage-file/index.tsx')),
  page('/rule-sets', 'seeRuleSets', () => import('../pages/tariffs/rule-set-list/index.tsx')),
  page('/rule-sets/:orgUnit/:seasonCode/:version', 'seeRuleSets', () => import('../pages/tariffs/rule-set/index.tsx')),
  page('/rule-sets/:orgUnit/:seasonCode/:version/edit', 'writeRuleSets', () => import('../pages/tariffs/rule-set-editor/index.tsx')),
  page('/fee-types', 'seeRuleSets', () => import('../pages/tariffs/fee-type-list/index.tsx')),
  page('/imports', 'runImports', () => import('../pages/exchange/import-list/index.tsx')),
  page('/imports/:importNo', 'runImports', () => import('../pages/exchange/import/index.tsx')),
  page('/jobs', 'seeJobs', () => import('../pages/jobs/list/index.tsx')),
  page('/statements', 'seeStatements', () => import('../pages/reconciliation/statement-list/index.tsx')),
  page('/statements/:statementNo', 'seeStatements', () => import('../pages/reconciliation/statement/index.tsx')),
  page('/journal-entries', 'seeEntries', () => import('../pages/ledger/entry-list/index.tsx')),
  page('/audit-log', 'seeAuditLog', () => import('../pages/audit/log/index.tsx')),
  page('/security-log', 'seeSecurityLog', () => import('../pages/audit/security-log/index.tsx')),
  page('/bindings', 'seeBindings', () => import('../pages/residents/binding-list/index.tsx')),
  page('/members', 'seeMembers', () => import('../pages/staff/member-list/index.tsx')),
  page('/roles', 'seeMembers', () => import('../pages/staff/role-list/index.tsx')),
  page('/my-account', null, () => import('../pages/staff/my-account/index.tsx')),
  page('/org-units', 'seeUnits', () => import('../pages/tenancy/unit-list/index.tsx')),
  page('/seasons', 'seeSeasons', () => import('../pages/tenancy/season-list/index.tsx')),
  page('/seasons/:orgUnit/:seasonCode', 'manageSeasons', () => import('../pages/tenancy/season/index.tsx')),
  page('*', null, () => import('../pages/workbench/not-found/index.tsx')),
]

/** Every page of the console, by address below /admin. */
export const routes: RouteObject[] = [
  {
    errorElement: <RouteFault />,
    hydrateFallbackElement: <Splash />,
    children: [
      {
        path: '/sign-in',
        lazy: async () => ({ Component: (await import('../pages/staff/sign-in/index.tsx')).default }),
      },
      {
        element: <SignedIn />,
        children: [
          { lazy: async () => ({ Component: (await import('./Shell.tsx')).Shell }), errorElement: <RouteFault />, children: pages },
        ],
      },
    ],
  },
]
