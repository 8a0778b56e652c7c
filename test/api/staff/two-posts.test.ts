import assert from 'node:assert/strict'
import type { z } from 'zod'
import type { HouseholdPage } from '../../../shared/contracts/households.ts'
import { asStaff, refused } from '../../support/api.ts'
import { buildWorld, PASSWORD, type World } from '../../support/world.ts'

describe('one person in two posts', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
    const { staff, demo } = world
    await staff.createRole(demo.operator, { code: 'previewer', name: '试算员', permissions: ['billing.run.preview', 'billing.run.post'] })
    await staff.createStaff(demo.operator, {
      name: 'both',
      displayName: '身兼两职',
      password: PASSWORD,
      posts: [
        { orgUnitCode: 'EAST-1', roleCode: 'previewer' },
        { orgUnitCode: 'DEMO', roleCode: 'auditor' },
      ],
    })
  })
  after(() => world.close())

  it('sees the whole company where the auditor may look', async () => {
    const page = (await (await asStaff(world, 'both')).get('/households')).body as z.infer<typeof HouseholdPage>
    assert.equal(page.total, 4)
  })

  it('bills only the station where the right to bill was given: an auditor’s reach lends it nothing', async () => {
    const api = await asStaff(world, 'both')
    refused(await api.post('/billing-runs', { seasonCode: '2026-2027', orgUnit: 'DEMO', post: true }), 404, 'NOT_FOUND')
    refused(await api.post('/billing-runs', { seasonCode: '2026-2027', orgUnit: 'WEST-1', post: true }), 404, 'NOT_FOUND')
    assert.equal((await api.post('/billing-runs', { seasonCode: '2026-2027', orgUnit: 'EAST-1', post: true })).status, 202)
  })
})
