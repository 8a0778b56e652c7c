import type { MyData } from '../../../shared/contracts/residents.ts'
import type { ReadUnit } from '../database/unit-of-work.ts'

type Person = { readonly residentNo: string; readonly since: number }
type Identity = {
  readonly platform: string
  readonly appId: string
  readonly openid: string
  readonly phone: string | null
  readonly since: number
}
type Consent = Omit<MyData['consents'][number], 'at'> & { readonly at: number }
type Binding = Omit<MyData['homes'][number], 'consentAt'> & { readonly consentAt: number }
type Order = Omit<MyData['orders'][number], 'createdAt' | 'householdNos'> & { readonly createdAt: number; readonly householdNo: string }
type Payment = Omit<MyData['payments'][number], 'paidAt'> & { readonly paidAt: number }

/** The resident, and those who turned out to be the same person. */
const SELF = 'SELECT r.id FROM residents r WHERE r.id = :residentId OR r.merged_into_id = :residentId'

/** Everything kept about one resident, over all companies; of other people it holds card numbers only, as the resident entered them. */
export async function readResidentData(unit: ReadUnit, residentId: number, now: number): Promise<MyData> {
  const id = { residentId }
  const [person] = await unit.select<Person>(
    'SELECT resident_no AS residentNo, created_at AS since FROM residents WHERE id = :residentId',
    id,
  )
  if (!person) throw new Error(`resident ${residentId} is gone`)
  const identities = await unit.select<Identity>(
    'SELECT platform, app_id AS appId, openid, phone, created_at AS since FROM resident_identities WHERE resident_id = :residentId ORDER BY id',
    id,
  )
  const consents = await unit.select<Consent>(
    'SELECT act, text_version AS version, at FROM resident_consents WHERE resident_id = :residentId ORDER BY at, id',
    id,
  )
  const homes = await unit.select<Binding>(
    `SELECT t.name AS company, h.household_no AS householdNo, b.role, b.label, b.state, b.consent_at AS consentAt
     FROM bindings b JOIN tenants t ON t.id = b.tenant_id JOIN households h ON h.id = b.household_id
     WHERE b.resident_id = :residentId ORDER BY b.consent_at, b.id`,
    id,
  )
  const orders = await unit.select<Order>(
    `SELECT t.name AS company, o.order_no AS orderNo, o.state, o.total_fen AS totalFen, o.created_at AS createdAt, h.household_no AS householdNo
     FROM payment_orders o JOIN tenants t ON t.id = o.tenant_id JOIN order_households oh ON oh.order_id = o.id
       JOIN households h ON h.id = oh.household_id
     WHERE o.payer_resident_id IN (${SELF}) ORDER BY o.created_at, o.id, h.household_no`,
    id,
  )
  const payments = await unit.select<Payment>(
    `SELECT t.name AS company, p.payment_no AS paymentNo, o.order_no AS orderNo, p.channel, p.amount_fen AS amountFen, p.succeeded_at AS paidAt
     FROM payment_orders o JOIN payments p ON p.order_id = o.id JOIN tenants t ON t.id = p.tenant_id
     WHERE o.payer_resident_id IN (${SELF}) ORDER BY p.succeeded_at, p.id`,
    id,
  )
  return {
    madeAt: iso(now),
    residentNo: person.residentNo,
    since: iso(person.since),
    identities: identities.map(({ since, ...one }) => ({ ...one, since: iso(since) })),
    consents: consents.map(({ at, ...one }) => ({ ...one, at: iso(at) })),
    homes: homes.map(({ consentAt, ...one }) => ({ ...one, consentAt: iso(consentAt) })),
    orders: byOrder(orders),
    payments: payments.map(({ paidAt, ...one }) => ({ ...one, paidAt: iso(paidAt) })),
  }
}

/** One row per home of an order becomes one order with its homes. */
function byOrder(rows: readonly Order[]): MyData['orders'] {
  const orders = new Map<string, MyData['orders'][number]>()
  for (const { householdNo, createdAt, ...one } of rows) {
    const known = orders.get(one.orderNo)
    orders.set(one.orderNo, { ...one, createdAt: iso(createdAt), householdNos: [...(known?.householdNos ?? []), householdNo] })
  }
  return [...orders.values()]
}

const iso = (at: number) => new Date(at).toISOString()
