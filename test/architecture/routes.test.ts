import assert from 'node:assert/strict'
import type { Response } from 'supertest'
import { type RouteGroup, routeGroups } from '../../server/src/app.ts'
import { isPermission, type Permission } from '../../shared/access/permissions.ts'
import { refused } from '../support/api.ts'
import { type Check, checks, type RouteCase, routeCases, type SignedInCase } from '../support/route-cases.ts'
import { type Asker, openRouteTown, type RouteTown } from '../support/route-town.ts'

type Route = {
  readonly name: string
  readonly method: string
  readonly guard: RouteGroup['guard']
  readonly permissions: readonly string[]
  readonly once: boolean
}

/** Every route of the application with what its middleware says of it. */
function routesOf(groups: readonly RouteGroup[]): readonly Route[] {
  return groups.flatMap(({ guard, prefix, router }) =>
    router.stack.flatMap((layer) => {
      const named = layer.stack.flatMap((middleware) => ('permission' in middleware ? [String(middleware.permission)] : []))
      const once = layer.stack.some((middleware) => 'once' in middleware)
      return layer.methods
        .filter((method) => method !== 'HEAD')
        .map((method) => ({ name: `${method} ${prefix}${layer.path}`, method, guard, permissions: named, once }))
    }),
  )
}

/** One sentence for each rule a route breaks, on paper: what its middleware says against its row in the table. */
function faultsOf(route: Route, row: RouteCase | undefined): readonly string[] {
  const { name, method, guard, permissions: named, once } = route
  if (!row) return [`${name} has no row in test/support/route-cases.ts: say there how it is asked for another’s things`]
  const faults: string[] = []
  if ('open' in row !== (guard === 'none')) faults.push(`${name} stands behind ${guard}, its row says otherwise`)
  if (guard === 'staff') {
    const [permission = ''] = named
    if (named.length !== 1)
      faults.push(`${name} names ${named.length} permissions: put one permit('room.thing.verb') or permitAnyStaff() in front`)
    else if (permission !== 'any-staff' && !isPermission(permission))
      faults.push(`${name} names ${permission}, which shared/access does not know`)
  } else if (named.length > 0) faults.push(`${name} is no staff route and asks for a permission`)
  const writes = method !== 'GET'
  if (writes && !once && !row.withoutKey)
    faults.push(`${name} writes and can be sent twice: put once() before the handler, or give its reason as withoutKey`)
  if (once && row.withoutKey) faults.push(`${name} has once(): its reason to do without a key is out of date`)
  if (!writes && once) faults.push(`${name} only reads and asks for an Idempotency-Key`)
  return faults
}

/** Who plays the outsider of a check, on this side of the house. */
const OUTSIDERS: Readonly<Record<'staff' | 'resident', Readonly<Record<Exclude<Check, 'noSignIn' | 'wrongPermission'>, Asker>>>> = {
  staff: { otherCompany: 'foreigner', siblingBranch: 'sibling', unboundResident: 'residentUnbound' },
  resident: { otherCompany: 'residentAbroad', siblingBranch: 'residentElsewhere', unboundResident: 'residentUnbound' },
}

describe('every route', () => {
  let town: RouteTown
  let routes: readonly Route[]
  before(async function () {
    this.timeout(120_000)
    town = await openRouteTown()
    routes = routesOf(routeGroups(town.system, true))
  })
  after(() => town.close())

  it('keeps the rules of its kind: one permission, safe to send twice, a row in the table', () => {
    assert.ok(routes.length > 30, `only ${routes.length} routes were found: is the table of routes read rightly?`)
    assert.deepEqual(
      routes.flatMap((route) => faultsOf(route, routeCases[route.name])),
      [],
    )
  })

  it('has its row, and every row its route', () => {
    const names = routes.map(({ name }) => name)
    assert.deepEqual(
      Object.keys(routeCases).filter((name) => !names.includes(name)),
      [],
    )
    assert.equal(new Set(names).size, names.length, 'a route is mounted twice')
  })

  it('that breaks a rule would be found', () => {
    const dummy: Route = { name: 'POST /api/staff/dummies/:dummyNo', method: 'POST', guard: 'staff', permissions: [], once: false }
    const row: RouteCase = { path: () => '', finds: 'by-name' }
    assert.match(faultsOf(dummy, undefined).join(), /has no row/)
    assert.match(faultsOf(dummy, row).join(), /names 0 permissions.*can be sent twice/)
    assert.match(faultsOf({ ...dummy, permissions: ['dummies.poke'] }, row).join(), /does not know/)
    assert.match(faultsOf({ ...dummy, permissions: ['jobs.retry'], once: true }, { ...row, withoutKey: 'why' }).join(), /out of date/)
    assert.match(faultsOf({ ...dummy, guard: 'none' }, row).join(), /its row says otherwise/)
    assert.match(faultsOf({ ...dummy, guard: 'resident', permissions: ['jobs.retry'], once: true }, row).join(), /no staff route/)
  })

  for (const [name, row] of Object.entries(routeCases)) {
    if ('open' in row) continue
    it(`${name} is closed to ${checks.filter((check) => !row.not?.[check]).join(', ')} and open to whom it belongs`, async function () {
      this.timeout(30_000)
      const route = routes.find((one) => one.name === name)
      if (!route) throw new Error(`${name} is gone`)
      for (const check of checks) if (!row.not?.[check]) await walk(town, route, row, check)
      if (route.once) refused(await asking(town, route, row, owner(route), null), 400, 'IDEMPOTENCY_KEY_NEEDED')
      if (!row.not?.otherCompany) await belongs(town, route, row)
    })
  }
})

function owner({ guard }: Route): Asker {
  return guard === 'staff' ? 'owner' : 'resident'
}

function asking(
  town: RouteTown,
  { method }: Route,
  row: SignedInCase,
  who: Parameters<RouteTown['ask']>[0],
  key?: null,
): Promise<Response> {
  const body = row.body?.(town.subject)
  return town.ask(who, method, row.path(town.subject), { ...(body ? { body } : {}), ...(key === null ? { key } : {}) })
}

async function walk(town: RouteTown, route: Route, row: SignedInCase, check: Check): Promise<void> {
  if (check === 'noSignIn') {
    refused(await asking(town, route, row, 'nobody'), 401, 'SIGN_IN_NEEDED')
    return
  }
  if (check === 'wrongPermission') {
    // A resident's route knows no permissions: what is wrong there is being staff.
    if (route.guard === 'resident') refused(await asking(town, route, row, 'owner'), 401, 'SIGN_IN_NEEDED')
    else refused(await asking(town, route, row, `lacks:${route.permissions[0] as Permission}`), 403, 'FORBIDDEN')
    return
  }
  const side = route.guard === 'staff' ? 'staff' : 'resident'
  const response = await asking(town, route, row, OUTSIDERS[side][check])
  if (side === 'staff' && check === 'unboundResident') refused(response, 401, 'SIGN_IN_NEEDED')
  else if (row.finds === 'by-name')
    assert.equal(response.status, 404, `${route.name} let ${check} through: ${JSON.stringify(response.body)}`)
  else {
    assert.equal(response.status, 200, JSON.stringify(response.body))
    assert.ok(!response.text.includes(row.finds.shows(town.subject)), `${route.name} shows ${check} what is not theirs`)
  }
}

/** The same request by whom the thing belongs to: without this the refusals above would prove nothing. */
async function belongs(town: RouteTown, route: Route, row: SignedInCase): Promise<void> {
  const response = await asking(town, route, row, owner(route))
  const done = response.status < 300 || response.status === 409
  assert.ok(done, `${route.name} refused its owner: ${response.status} ${JSON.stringify(response.body)}`)
  if (row.finds !== 'by-name')
    assert.ok(response.text.includes(row.finds.shows(town.subject)), `${route.name} does not show ${row.finds.shows(town.subject)}`)
}
