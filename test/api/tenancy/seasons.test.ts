import assert from 'node:assert/strict'
import { householdSeasonJobs } from '../../../server/src/modules/households/index.ts'
import type { SeasonFile } from '../../../shared/contracts/tenancy/seasons.ts'
import { asStaff, faultsOf, refused, type StaffApi } from '../../support/api.ts'
import { billSeason, plainRules, type Running, runSystem } from '../../support/system.ts'
import { buildWorld, SEASON, type World } from '../../support/world.ts'

const NEXT = '2027-2028'

describe('a season in the console', () => {
  let world: World
  let running: Running
  let admin: StaffApi
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
    running = await runSystem(world, { logLevel: 'silent' })
    await billSeason(running, world.demo, plainRules(SEASON, '2027-02-13', '2026-09-01'))
    await world.database.write((unit) =>
      unit.execute(
        `UPDATE household_seasons SET status = 'stopped' WHERE household_id IN (SELECT id FROM households WHERE household_no = '80010003')`,
      ),
    )
    await world.database.write((unit) =>
      unit.execute(
        `UPDATE heated_areas SET status = 'stopped', more_facts = :facts WHERE household_id IN (SELECT id FROM households WHERE household_no = '80010003')`,
        { facts: '{"clearHeightMm":2800,"periods":[],"stopAppliedOn":"2026-10-01"}' },
      ),
    )
    admin = await asStaff(world, 'admin')
  })
  after(async () => {
    await running.stop()
    await world.close()
  })

  const dates = { startsOn: '2027-11-15', endsOn: '2028-03-15' }
  const plan = (body: object) => admin.post('/seasons', { orgUnit: 'DEMO', seasonCode: NEXT, ...dates, carry: null, ...body })
  const act = (what: string, body: object = {}) => admin.post(`/seasons/DEMO/${NEXT}/${what}`, body)
  /** The admin previews; posting takes the finance director. */
  const post = async () => (await asStaff(world, 'director')).post('/billing-runs', { seasonCode: NEXT, orgUnit: 'DEMO', post: true })
  const file = async (code = NEXT, who = admin) => (await who.get(`/seasons/DEMO/${code}`)).body as SeasonFile
  const recorded = () =>
    world.database.read((unit) =>
      unit.select<{ no: string; status: string; area: string; billed: number; areaStatus: string; more: string | null }>(
        `SELECT h.household_no AS no, hs.status, a.name AS area, a.billed_milli_m2 AS billed, a.status AS areaStatus, a.more_facts AS more
         FROM household_seasons hs JOIN seasons s ON s.id = hs.season_id JOIN households h ON h.id = hs.household_id
           JOIN heated_areas a ON a.household_season_id = hs.id
         WHERE s.code = :code AND hs.tenant_id = :tenantId ORDER BY h.household_no, a.area_no`,
        { code: NEXT, tenantId: world.demo.tenantId },
      ),
    )

  it('says what it comes to: billed, collected and open add up, for whoever asks their own part', async () => {
    const { numbers, state, may } = await file(SEASON)
    // Three bills: 46.57 m² twice and the shop; 80010003 stopped after it was billed, 80020001 of the west branch was billed too.
    assert.deepEqual(
      [numbers.households, numbers.recorded, numbers.withAreas, numbers.stopped, numbers.billedHouseholds, numbers.unbilledHouseholds],
      [4, 4, 4, 1, 4, 0],
    )
    assert.equal(numbers.billedFen, numbers.collectedFen + numbers.openFen)
    assert.ok(numbers.billedFen > 0)
    assert.deepEqual([state, may], ['open', ['carry', 'close']])
  })

  it('names every fault of a new one at once, and is planned once', async () => {
    const bad = { seasonCode: '2027-2029', startsOn: '2028-01-01', endsOn: '2027-01-01', days: 0 }
    assert.deepEqual(faultsOf(refused(await plan(bad), 422, 'INVALID')), ['days', 'endsOn', 'seasonCode'])
    assert.deepEqual(faultsOf(refused(await plan({ days: 200 }), 422, 'INVALID')), ['days'])
    refused(
      await plan({ carry: { fromSeason: '2019-2020', households: true, keepStops: false, ruleSets: false } }),
      409,
      'CARRY_SOURCE_MISSING',
    )
    refused(await plan({ orgUnit: 'NORTH' }), 404, 'NOT_FOUND')
  })

  it('is planned with areas and prices of the season before, days moved, nobody stopped, prices as drafts', async () => {
    const carry = { fromSeason: SEASON, households: true, keepStops: false, ruleSets: true }
    const body = { orgUnit: 'DEMO', seasonCode: NEXT, ...dates, carry }
    const [first, again] = [await admin.post('/seasons', body, 'season-plan-1'), await admin.post('/seasons', body, 'season-plan-1')]
    assert.deepEqual([first.status, again.status, again.body], [201, 201, { orgUnit: 'DEMO', code: NEXT }])
    refused(await plan({}), 409, 'SEASON_EXISTS')
    refused(await act('opening'), 409, 'CARRY_RUNNING')
    await running.system.worker.drain()
    const { numbers, carries, state, days } = await file()
    assert.deepEqual([state, days, numbers.recorded, numbers.withAreas, numbers.stopped], ['planned', 122, 4, 4, 0])
    assert.deepEqual(carries.map(({ what, state, totalCount, doneCount }) => [what, state, totalCount, doneCount]).sort(), [
      ['households', 'done', 4, 4],
      ['rule-sets', 'done', 1, 1],
    ])
    assert.deepEqual([numbers.ruleSetsPublished, numbers.ruleSetsUnfinished], [0, 1])
    const rows = await recorded()
    assert.deepEqual(
      rows.map(({ no, area, billed }) => [no, area, billed]),
      [
        ['80010001', '住宅', 46_570],
        ['80010002', '商铺', 120_000],
        ['80010002', '阁楼', 15_125],
        ['80010003', '住宅', 46_570],
        ['80020001', '住宅', 46_570],
      ],
    )
    assert.ok(rows.every(({ status, areaStatus }) => status === 'heating' && areaStatus === 'heating'))
    assert.equal(rows.find(({ no }) => no === '80010003')?.more, '{"clearHeightMm":2800}', 'what happened last season stays there')
    const draft = (await admin.get(`/rule-sets?seasonCode=${NEXT}&state=draft`)).body.items as { validFrom: string; authorName: string }[]
    assert.deepEqual(
      draft.map(({ authorName }) => authorName),
      ['测试admin(admin)'],
    )
  })

  it('carries again only what is new since, and changes nothing that is there', async () => {
    await world.database.write(async (unit) => {
      const [one] = await unit.select<{ id: number }>(
        `SELECT hs.id FROM household_seasons hs JOIN seasons s ON s.id = hs.season_id JOIN households h ON h.id = hs.household_id
         WHERE s.code = '${NEXT}' AND h.household_no = '80010003'`,
      )
      await unit.execute('DELETE FROM heated_areas WHERE household_season_id = :id', { id: one?.id ?? 0 })
      await unit.execute('DELETE FROM household_seasons WHERE id = :id', { id: one?.id ?? 0 })
    })
    const before = await recorded()
    await act('carry', { fromSeason: SEASON, households: true, keepStops: true, ruleSets: true })
    await running.system.worker.drain()
    const after = await recorded()
    assert.deepEqual(
      after.filter(({ no }) => no !== '80010003'),
      before,
    )
    assert.deepEqual(
      after.filter(({ no }) => no === '80010003').map(({ status, areaStatus }) => [status, areaStatus]),
      [['stopped', 'stopped']],
      'this time the stop was kept',
    )
    const [latest] = (await file()).carries.filter(({ what }) => what === 'households')
    assert.deepEqual([latest?.totalCount, latest?.doneCount], [1, 1])
    assert.equal((await file()).numbers.ruleSetsUnfinished, 1)
  })

  it('killed between two chunks it goes on where it stopped', async () => {
    const { database, clock, audit } = world
    await act('carry', { fromSeason: SEASON, households: true, keepStops: false, ruleSets: false })
    const job = await database.write(async (unit) => {
      await unit.execute(
        'DELETE FROM heated_areas WHERE household_season_id IN (SELECT hs.id FROM household_seasons hs JOIN seasons s ON s.id = hs.season_id WHERE s.code = :code)',
        { code: NEXT },
      )
      await unit.execute('DELETE FROM household_seasons WHERE season_id IN (SELECT id FROM seasons WHERE code = :code)', { code: NEXT })
      const [row] = await unit.select<{ payload: string; tenantId: number }>(
        `SELECT payload, tenant_id AS tenantId FROM jobs WHERE kind = 'households.season.carry' AND state = 'queued'`,
      )
      await unit.execute(`UPDATE jobs SET state = 'done' WHERE kind = 'households.season.carry'`)
      return row ?? assert.fail('no job')
    })
    let writes = 0
    const dying = {
      ...database,
      write: ((work: never, options: never) => {
        writes += 1
        // The beginning and one chunk of two households, then the process is gone.
        if (writes > 2) throw new Error('killed')
        return database.write(work, options)
      }) as typeof database.write,
    }
    const run = (on: typeof database) =>
      householdSeasonJobs({ database: on, clock, audit, chunk: 2 })[0]?.handle({ ...job, payload: JSON.parse(job.payload) } as never)
    await assert.rejects(async () => run(dying), /killed/)
    assert.equal(new Set((await recorded()).map(({ no }) => no)).size, 2)
    await run(database)
    await run(database)
    assert.equal((await recorded()).length, 5)
    const [latest] = (await file()).carries.filter(({ what }) => what === 'households')
    assert.deepEqual([latest?.state, latest?.totalCount, latest?.doneCount], ['done', 4, 4])
  })

  it('changes its dates while it is planned, and not after somebody else did', async () => {
    const { version } = await file()
    const body = { startsOn: '2027-11-01', endsOn: '2028-03-31', days: 150, version }
    assert.equal((await admin.post(`/seasons/DEMO/${NEXT}`, body)).status, 200)
    refused(await admin.post(`/seasons/DEMO/${NEXT}`, body), 409, 'SEASON_CHANGED')
    assert.deepEqual([(await file()).startsOn, (await file()).days], ['2027-11-01', 150])
  })

  it('is billed only while it is open', async () => {
    refused(await post(), 409, 'SEASON_NOT_OPEN')
    assert.equal((await act('opening')).status, 200)
    refused(await act('opening'), 409, 'SEASON_TRANSITION_REFUSED')
    refused(await admin.post(`/seasons/DEMO/${NEXT}`, { ...dates, days: 121, version: (await file()).version }), 409, 'SEASON_NOT_PLANNED')
  })

  it('is closed by who has seen what is not billed, and not while anything is under way', async () => {
    refused(await act('closing', { unbilledHouseholds: 0 }), 409, 'UNBILLED_CHANGED')
    const run = await post()
    assert.equal(run.status, 202, JSON.stringify(run.body))
    const problem = refused(await act('closing', { unbilledHouseholds: 4 }), 409, 'SEASON_UNDER_WAY')
    assert.match(problem.detail, /正式出账还没有完成/)
    assert.equal((await file()).obstacles.length, 1)
    await running.system.worker.drain()
    const { unbilledHouseholds } = (await file()).numbers
    assert.equal((await act('closing', { unbilledHouseholds })).status, 200)
    refused(await post(), 409, 'SEASON_NOT_OPEN')
    refused(await act('carry', { fromSeason: SEASON, households: true, keepStops: false, ruleSets: false }), 409, 'SEASON_CLOSED')
    assert.equal((await act('reopening')).status, 200)
    assert.equal((await file()).state, 'open')
  })

  it('is read by a branch that lives by it, counted over the branch alone, and changed by nobody below', async () => {
    await world.staff.createStaff(world.demo.operator, {
      name: 'admin-west',
      displayName: '西区管理员',
      password: 'Warm-Winter-2026',
      posts: [{ orgUnitCode: 'WEST', roleCode: 'admin' }],
    })
    const west = await asStaff(world, 'admin-west')
    const seen = await file(NEXT, west)
    assert.deepEqual([seen.numbers.recorded, seen.may], [1, []])
    refused(await west.post(`/seasons/DEMO/${NEXT}/closing`, { unbilledHouseholds: 1 }), 404, 'NOT_FOUND')
    refused(await (await asStaff(world, 'cashier')).get(`/seasons/DEMO/${NEXT}`), 403, 'FORBIDDEN')
  })
})
