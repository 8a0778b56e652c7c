import assert from 'node:assert/strict'
import type { Response } from 'supertest'
import { engines } from '../../support/engines.ts'
import { type Asker, openRouteTown, type RouteTown } from '../../support/route-town.ts'

/** What people and programs put into boxes. */
const HOSTILE = {
  quote: "' OR '1'='1",
  'double quote': '" OR ""="',
  comment: "'; DROP TABLE jobs; -- ",
  percent: '%',
  underscore: '________',
  escape: '!%\\',
  'named replacement': ':tenantId',
  'positional replacement': '?? $1 $$',
  emoji: '🔥🏠👩‍👩‍👧',
  'right to left': '\u202Etest',
  NUL: 'a\u0000b',
  'lone surrogate': '\uD800',
  'very long': 'x'.repeat(10_000),
  'very long Chinese': '暖'.repeat(1_000),
  __proto__: '__proto__',
  constructor: 'constructor',
  prototype: 'toString',
  script: '<script>alert(1)</script>',
  template: '{{7*7}}',
  newline: 'a\r\nSet-Cookie: x=1',
} as const

type Input = {
  readonly who: Asker
  readonly method: string
  readonly path: (text: string) => string
  readonly body?: (text: string) => object
}

const page = (name: string): Input => ({ who: 'owner', method: 'GET', path: (text) => `/api/staff/${name}=${encoded(text)}` })
const file = (name: string): Input => ({
  who: 'owner',
  method: 'GET',
  path: (text) => `/api/staff/${name.replace(':x', encoded(text))}`,
})
const write = (path: string, body: (text: string) => object, who: Asker = 'owner'): Input => ({
  who,
  method: 'POST',
  path: () => path,
  body,
})
const residents = (name: string, method = 'GET'): Input => ({
  who: 'resident',
  method,
  path: (text) => `/api/resident/${name.replace(':x', encoded(text))}`,
})
const binding = (text: string) => ({
  householdNo: '80010002',
  check: { kind: 'name', name: '无' },
  role: 'family',
  consent: true,
  label: text,
})

/** Every place a text goes in. */
const INPUTS: Readonly<Record<string, Input>> = {
  search: page('households?search'),
  'season of the list': page('households?seasonCode'),
  owed: page('households?owed'),
  'unit of the list': page('households?orgUnit'),
  actor: page('audit-log?actor'),
  action: page('audit-log?action'),
  subject: page('audit-log?subject'),
  'order state': page('payment-orders?state'),
  'household of orders': page('payment-orders?householdNo'),
  'order number of orders': page('payment-orders?orderNo'),
  'household of entries': page('journal-entries?householdNo'),
  'job state': page('jobs?state'),
  'job kind': page('jobs?kind'),
  'page number': page('jobs?page'),
  household: file('households/:x'),
  quote: file('households/:x/quote'),
  bills: file('households/:x/bills'),
  payments: file('households/:x/payments'),
  run: file('billing-runs/:x'),
  order: file('payment-orders/:x'),
  requery: { ...file('payment-orders/:x/requery'), method: 'POST' },
  retry: { ...file('jobs/:x/retry'), method: 'POST' },
  reason: write('/api/staff/households/80010003/unmask', (reason) => ({ reason })),
  'season of a run': write('/api/staff/billing-runs', (seasonCode) => ({ seasonCode, orgUnit: 'EAST-2', post: false })),
  'unit of a run': write('/api/staff/billing-runs', (orgUnit) => ({ seasonCode: '2026-2027', orgUnit, post: false })),
  'company at sign-in': write('/api/staff/sessions', (companyCode) => ({ companyCode, name: 'cashier', password: 'x' }), 'nobody'),
  'name at sign-in': write('/api/staff/sessions', (name) => ({ companyCode: 'DEMO', name, password: 'x' }), 'nobody'),
  'company of prices': { who: 'nobody', method: 'GET', path: (text) => `/api/public/rule-sets?company=${encoded(text)}` },
  'unit of a price file': { who: 'nobody', method: 'GET', path: (text) => `/api/public/rule-sets/DEMO/2026-2027/${encoded(text)}/1` },
  'name of a quote': write('/api/public/quote', (name) => ({ name, facts: {} }), 'nobody'),
  'app at sign-in': write('/api/resident/sessions', (appId) => ({ platform: 'wechat-mini', appId, code: 'x' }), 'nobody'),
  'code at sign-in': write('/api/resident/sessions', (code) => ({ platform: 'wechat-mini', appId: 'wx00000000000000a1', code }), 'nobody'),
  'company of a binding': write('/api/resident/bindings', (companyCode) => ({ ...binding(''), companyCode }), 'resident'),
  'card of a binding': write('/api/resident/bindings', (householdNo) => ({ ...binding(''), householdNo }), 'resident'),
  'name of a binding': write('/api/resident/bindings', (name) => ({ ...binding(''), check: { kind: 'name', name } }), 'resident'),
  'label of a binding': write('/api/resident/bindings', binding, 'resident'),
  'home of an order': write(
    '/api/resident/payment-orders',
    (text) => ({ householdNos: [text, '80010003'], totalFen: 1, channel: 'wechat-pay' }),
    'resident',
  ),
  'channel of an order': write(
    '/api/resident/payment-orders',
    (channel) => ({ householdNos: ['80010003'], totalFen: 1, channel }),
    'resident',
  ),
  'own quote': residents('households/:x/quote'),
  'own bill': residents('households/80010003/bills/:x'),
  'own order': residents('payment-orders/:x'),
  'own check': residents('payment-orders/:x/check', 'POST'),
  'own close': residents('payment-orders/:x/close', 'POST'),
  'own binding': residents('bindings/:x', 'DELETE'),
}

for (const engine of engines) {
  describe(`hostile texts on ${engine}`, () => {
    let town: RouteTown
    before(async function () {
      this.timeout(120_000)
      town = await openRouteTown(engine)
    })
    after(() => town.close())

    for (const [name, { who, method, path, body }] of Object.entries(INPUTS)) {
      it(`as ${name} are refused or find nothing`, async function () {
        this.timeout(60_000)
        for (const [kind, text] of Object.entries(HOSTILE)) {
          const response = await town.ask(who, method, path(text), body ? { body: body(text) } : {})
          assertHarmless(response, `${name} with ${kind}`)
        }
      })
    }

    it('leave everything as it was', async () => {
      const rows = await town.system.database.read((unit) =>
        unit.select<{ total: number }>(`SELECT COUNT(*) AS total FROM jobs UNION ALL SELECT COUNT(*) FROM bindings`),
      )
      assert.ok(rows.every(({ total }) => total > 0))
      assert.equal((await town.ask('owner', 'GET', '/api/staff/me')).status, 200)
    })
  })
}

/** A half character has no spelling of its own in an address; these are the bytes somebody would send for it. */
function encoded(text: string): string {
  return text === HOSTILE['lone surrogate'] ? '%ED%A0%80' : encodeURIComponent(text)
}

/** Never a fault of ours: a Chinese refusal, or an answer in which nothing was found. */
function assertHarmless(response: Response, what: string): void {
  const said = `${what}: ${response.status} ${response.text.slice(0, 300)}`
  assert.ok(response.status < 500, said)
  if (response.status >= 400) {
    assert.match(response.headers['content-type'] ?? '', /^application\/problem\+json/, said)
    assert.match(response.body.detail, /[一-龥]/, said)
    return
  }
  if (Array.isArray(response.body.items)) assert.deepEqual(response.body.items, [], said)
  assert.equal(response.headers['set-cookie'], undefined, said)
}
