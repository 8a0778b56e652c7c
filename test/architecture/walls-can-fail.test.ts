import assert from 'node:assert/strict'
import { walls } from './walls/index.ts'
import type { SourceFile } from './walls/source.ts'
import { explain } from './walls/wall.ts'

const file = (path: string, source = ''): SourceFile => ({ path, source })

type Offence = {
  readonly wall: string
  /** Files that must each be found. */
  readonly wrong: readonly SourceFile[]
  /** Their neighbours that must not. */
  readonly right?: readonly SourceFile[]
  readonly says: RegExp
}

const room = (path: string, source: string) => file(`server/src/modules/${path}`, source)

const offences: readonly Offence[] = [
  {
    wall: 'shared imports only shared, and zod only in contracts',
    wrong: [
      file('shared/billing/quote.ts', "import { z } from 'zod'"),
      file('shared/money/fen.ts', "import { readFileSync } from 'node:fs'"),
      file('shared/format/time.ts', "import { systemClock } from '../../server/src/platform/clock.ts'"),
      file('shared/format/late.ts', "export const later = () => import('../../config/settings.ts')"),
    ],
    right: [
      file('shared/contracts/billing.ts', "import { z } from 'zod'\nimport { Fen } from './fields.ts'"),
      file('shared/tariff/a.ts', "import type { Fen } from '../money/fen.ts'"),
    ],
    says: /Hand in what the code needs/,
  },
  {
    wall: 'shared has no clock, no randomness and no input or output',
    wrong: [
      file('shared/calendar/today.ts', 'export const now = () => Date.now()'),
      file('shared/calendar/day.ts', 'const today = new Date()'),
      file('shared/tariff/id.ts', 'const id = Math.random()'),
      file('shared/tariff/ask.ts', "const answer = await fetch('/api')"),
      file('shared/money/say.ts', 'console.warn(1)'),
    ],
    right: [file('shared/calendar/local-day.ts', '/** Never Date.now(): hand it in. */\nconst day = new Date(at)')],
    says: /Take the instant/,
  },
  {
    wall: 'only http/, *.routes.ts, *.callbacks.ts, app.ts and main.ts import koa or http/',
    wrong: [
      room('payments/create-order.ts', "import type { Context } from 'koa'"),
      room('payments/index.ts', "import Router from '@koa/router'"),
      room('payments/presenter.ts', "import { staffOf } from '../../http/context.ts'"),
    ],
    right: [
      room('payments/payments.routes.ts', "import Router from '@koa/router'"),
      room('payments/payments.callbacks.ts', "import { rawBytes } from '../../http/validation.ts'"),
      file('server/src/app.ts', "import Koa from 'koa'"),
      file('server/src/compose.ts', "import { healthRoutes } from './http/health.ts'"),
    ],
    says: /A use-case takes a Caller/,
  },
  {
    wall: 'only database/, reports/, *.model.ts and *.repository.ts import sequelize or a database driver',
    wrong: [
      room('billing/post-bill.ts', "import { QueryTypes } from 'sequelize'"),
      file('server/src/jobs/queue.ts', "import mysql from 'mysql2/promise'"),
    ],
    right: [
      room('billing/billing.repository.ts', "import { QueryTypes } from 'sequelize'"),
      file('server/src/database/connection.ts', "import { Sequelize } from 'sequelize'"),
    ],
    says: /repository\.ts on the Unit/,
  },
  {
    wall: 'a room knows gateways by their port.ts only',
    wrong: [room('payments/create-order.ts', "import { createClient } from '../../gateways/wechat-pay/client.ts'")],
    right: [
      room('payments/create-order.ts', "import type { Gateway } from '../../gateways/wechat-pay/port.ts'"),
      file('server/src/compose.ts', "import { c } from './gateways/wechat-pay/client.ts'"),
    ],
    says: /compose\.ts hands in the client/,
  },
  {
    wall: 'each floor of the server stands only on the floors below it',
    wrong: [
      file('server/src/database/database.ts', "import { hold } from '../modules/billing/index.ts'"),
      file('server/src/jobs/worker.ts', "import { audit } from '../modules/audit/index.ts'"),
      file('server/src/platform/logger.ts', "import { Unit } from '../database/unit-of-work.ts'"),
      file('server/src/http/permit.ts', "import { staff } from '../modules/staff/index.ts'"),
      file('server/src/gateways/wechat-pay/client.ts', "import { orders } from '../../modules/payments/index.ts'"),
      file('server/src/modules/billing/index.ts', "import { compose } from '../../compose.ts'"),
      file('server/src/extras/thing.ts', 'export {}'),
    ],
    right: [file('server/src/compose.ts', "import { createBilling } from './modules/billing/index.ts'")],
    says: /Floors, from below/,
  },
  {
    wall: 'simulators share no code with the server, and the server none with them',
    wrong: [
      file('server/src/simulators/wechat-pay/api.ts', "import { sign } from '../../gateways/wechat-pay/keyring.ts'"),
      file('server/src/simulators/wechat-pay/book.ts', "import { sum } from '../../../../shared/money/fen.ts'"),
      file('server/src/compose.ts', "import { createDemoKeys } from './simulators/wechat-pay/keys.ts'"),
    ],
    right: [file('server/src/simulators/wechat-pay/api.ts', "import { reply } from '../wire/replies.ts'")],
    says: /wire protocol by itself/,
  },
  {
    wall: 'reports write nothing',
    wrong: [
      file('server/src/reports/arrears.ts', "unit.execute('x')"),
      file('server/src/reports/station.ts', 'database.write(async (unit) => {})'),
      file('server/src/reports/day.ts', "const sql = 'UPDATE bills SET amount_fen = 0'"),
      file('server/src/reports/bulk.ts', "import type { Unit } from '../database/unit-of-work.ts'"),
    ],
    right: [file('server/src/reports/arrears.ts', "import type { ReadUnit } from '../database/unit-of-work.ts'\nunit.select('SELECT 1')")],
    says: /takes a ReadUnit/,
  },
  {
    wall: 'one business word is one folder name on all floors',
    wrong: [
      room('bills/index.ts', ''),
      file('admin/src/pages/orders/list/index.tsx'),
      file('shared/contracts/payment.ts'),
      room('jobs/index.ts', ''),
    ],
    right: [room('valve-orders/index.ts', ''), file('shared/contracts/problem.ts'), file('admin/src/pages/jobs/list/index.tsx')],
    says: /Rooms: audit, tenancy/,
  },
  {
    wall: 'rooms meet only through index.ts',
    wrong: [room('payments/create-order.ts', "import { bills } from '../billing/bill.model.ts'")],
    right: [room('payments/create-order.ts', "import { quote } from '../billing/index.ts'\nimport { orders } from './order.model.ts'")],
    says: /Export what others need/,
  },
  {
    wall: 'a room imports only rooms before it',
    wrong: [
      room('billing/quote.ts', "import { orders } from '../payments/index.ts'"),
      room('ledger/post.ts', "import type { Bill } from '../billing/index.ts'"),
      room('audit/record.ts', "import type { Tenant } from '../tenancy/index.ts'"),
    ],
    right: [room('payments/create-order.ts', "import { quote } from '../billing/index.ts'")],
    says: /Move the act to the later room/,
  },
  {
    wall: 'the resident app takes types from contracts, and code only from shared/{format,states,glossary,access,calendar}',
    wrong: [
      file('miniapp/src/pages/home/index.tsx', "import { Bill } from '../../../../shared/contracts/billing.ts'"),
      file('miniapp/src/pages/home/index.tsx', "import { sum } from '../../../../shared/money/fen.ts'"),
      file('miniapp/src/api/a.ts', "import type { Line } from '../../../shared/tariff/engine.ts'"),
      file('miniapp/src/api/b.ts', "import { settings } from '../../../config/settings.ts'"),
    ],
    right: [
      file(
        'miniapp/src/api/a.ts',
        "import type { Bill } from '../../../shared/contracts/billing.ts'\nimport { formatFen } from '../../../shared/format/amount.ts'\nimport { words } from '../../../shared/glossary.ts'",
      ),
    ],
    says: /Every amount it shows comes from the server/,
  },
  {
    wall: 'what the resident app ships of shared runs on old phones: no zod, no BigInt, no tariff engine',
    wrong: [
      file('shared/format/amount.ts', "import { round } from '../money/round.ts'\nexport const zero = 0n"),
      file('shared/money/round.ts', 'export const round = BigInt(1)'),
    ],
    right: [
      file('miniapp/src/pages/home/index.tsx', "import { formatFen } from '../../../../shared/format/amount.ts'"),
      file('shared/tariff/engine.ts', 'export const x = 10n'),
    ],
    says: /old phones/,
  },
  {
    wall: 'only shared/money rounds an amount',
    wrong: [
      file('shared/billing/late-fee.ts', 'const feeFen = Math.round(base * rate)'),
      file('admin/src/components/Total.ts', 'const text = (totalFen / 100).toFixed(2)'),
      file('server/src/modules/billing/a.ts', 'const yuan = amountFen / 100'),
      file('miniapp/src/screen/a.ts', 'const shown = amount * 0.01'),
    ],
    right: [
      file('shared/money/round.ts', 'const fen = Math.floor(x)'),
      file('server/src/http/request-id.ts', 'const ms = Math.round(seconds * 1000)'),
    ],
    says: /round it once/,
  },
  {
    wall: 'the clock is injected',
    wrong: [
      room('payments/create-order.ts', 'const at = Date.now()'),
      file('server/src/jobs/worker.ts', 'const at = new Date()'),
      room('staff/sign-in.ts', 'const now = Date.now'),
    ],
    right: [file('server/src/platform/clock.ts', 'now: () => Date.now(),'), room('billing/run.ts', 'const at = clock.now()')],
    says: /clock\.now\(\)/,
  },
  {
    wall: 'statements use only what both engines answer alike',
    wrong: [
      room('billing/a.repository.ts', "unit.select('SELECT CONCAT(a, b) FROM bills')"),
      room('billing/b.repository.ts', "unit.execute('INSERT IGNORE INTO bills VALUES (1)')"),
      room('billing/c.repository.ts', "unit.select('SELECT id FROM households WHERE id = :id FOR UPDATE')"),
      file('server/src/reports/d.ts', "unit.select(`SELECT DATE_FORMAT(value_on, '%Y-%m') FROM payments`)"),
      room('billing/e.repository.ts', 'Bill.bulkCreate(rows)'),
    ],
    right: [
      room('billing/a.repository.ts', "unit.select('SELECT COALESCE(SUM(amount_fen), 0) AS total FROM bill_lines')"),
      file('server/src/database/unit-of-work.ts', "const lock = ' FOR UPDATE'"),
    ],
    says: /claim by compare-and-set/,
  },
  {
    wall: 'the server logs, it does not print',
    wrong: [room('payments/settle-order.ts', "console.log('paid')"), file('server/src/jobs/worker.ts', "process.stdout.write('x')")],
    right: [
      file('server/src/main.ts', "console.log('listening')"),
      file('server/src/simulators/wechat-pay/main.ts', "process.stdout.write('listening')"),
    ],
    says: /Use the logger/,
  },
  {
    wall: 'no marker of unfinished or silenced work',
    wrong: [
      file('shared/money/fen.ts', '// TODO round'),
      file('admin/src/main.tsx.ts', '// biome-ignore lint: later'),
      file('server/src/app.ts', '// @ts-expect-error'),
      file('test/unit/a.test.ts', "it.only('one', () => {})"),
      file('README.md', 'FIXME: write this'),
    ],
    right: [file('shared/money/fen.ts', '// todos are rows of the work list')],
    says: /Finish it/,
  },
  {
    wall: 'a file or folder says what is in it',
    wrong: [
      file('shared/utils/a.ts'),
      file('server/src/platform/helpers.ts'),
      file('admin/src/common/index.tsx'),
      file('server/src/modules/billing/misc.ts'),
    ],
    right: [file('scripts/lib/ports.mjs'), file('server/src/modules/staff/index.ts')],
    says: /Name it after the business word/,
  },
  {
    wall: 'no file has more than 350 lines',
    wrong: [file('shared/tariff/engine.ts', 'x\n'.repeat(351)), file('miniapp/src/styles/kit.scss', 'x\n'.repeat(400))],
    right: [file('shared/tariff/engine.ts', 'x\n'.repeat(350)), file('package-lock.json', 'x\n'.repeat(9000))],
    says: /second thing it does/,
  },
  {
    wall: 'nothing names one person’s machine or a package registry',
    wrong: [
      file('scripts/a.mjs', "const root = '/root/somewhere'"),
      file('README.md', 'see /home/somebody/notes'),
      file('package-lock.json', '"resolved": "https://registry.npm.example/koa"'),
    ],
    right: [
      file('config/deploy/a.service', 'WorkingDirectory=/opt/nuanzhang'),
      file('server/src/app.ts', "router.get('/homes', '/api/home/orders')"),
    ],
    says: /an example such as/,
  },
]

describe('every wall can fail', () => {
  it('has an offence for each wall, and no offence without a wall', () => {
    assert.deepEqual(offences.map(({ wall }) => wall).sort(), walls.map(({ name }) => name).sort())
  })

  for (const { wall: name, wrong, right = [], says } of offences) {
    it(`${name}: refuses ${wrong.length} ${wrong.length === 1 ? 'offence' : 'offences'} and says what to do instead`, () => {
      const wall = walls.find((one) => one.name === name)
      assert.ok(wall)
      // Files of one path stand for one tree at a time; the neighbours are always there, as in the house.
      const found = wrong.every(({ path }, index) => wrong.findIndex((other) => other.path === path) === index)
        ? new Set(
            wall.check([...wrong, ...right.filter(({ path }) => !wrong.some((other) => other.path === path))]).map(({ path }) => path),
          )
        : new Set(wrong.filter((one) => wall.check([one]).length > 0).map(({ path }) => path))
      assert.deepEqual([...found].sort(), [...new Set(wrong.map(({ path }) => path))].sort())
      assert.match(explain(wall, wall.check([...right, ...wrong])), says)
    })

    if (right.length > 0) {
      it(`${name}: leaves the neighbours alone`, () => {
        const wall = walls.find((one) => one.name === name)
        assert.deepEqual(wall?.check(right), [])
      })
    }
  }
})
